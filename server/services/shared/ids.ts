import { randomInt } from "node:crypto";

const letters = "abcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}

export function newMqttInstanceId(): string {
  return `mqtt-cn-${randomText(letters + digits, 11)}`;
}

export function newAlertWebhookId(): string {
  return `webhook-${randomText(letters + digits, 11)}`;
}

/** The form depends on the series, as in the original. */
export function newRocketmqInstanceId(series: string): string {
  return series === "5.0"
    ? `rmq-cn-${randomText(letters + digits, 11)}`
    : `MQ_INST_${randomText(digits, 16)}_${randomText(`${letters}${letters.toUpperCase()}${digits}`, 8)}`;
}
