/**
 * What the server says in English, by code. Logs, webhooks and the API carry the sentence; the console reads it back and says it in the
 * reader's language (`said.*` in the messages). `{name}` is a text, `{name:count}` a whole number, `{name:time}` a moment, `{name:bytes}` a
 * size in bytes, `{name:said}` a sentence within the sentence.
 */
export const sentences = {
  notConfirmed: "No message was confirmed for 5 seconds.",
  waitOnDisk: "{count:count} messages wait on disk.",
  connectingToRocketmq: "Connecting to RocketMQ.",
  connectingToBroker: "Connecting to the MQTT broker.",
} as const;

export type SaidCode = keyof typeof sentences;
