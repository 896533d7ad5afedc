import type { IClientOptions, IClientPublishOptions, MqttClient } from "mqtt";
import type { MqttConnection } from "@/lib/instances/schemas";
import { unreachable } from "./errors";
import { connackError } from "./reason-codes";
import { connectOnce, isVersionRefusal, shortClientOptions, shortLivedClientId, versionsToTry } from "./short-client";
import { parseBrokerUrl } from "./transport";

export interface PublishOnceMessage {
  topic: string;
  payload: Buffer;
  qos: 0 | 1 | 2;
  retain?: boolean;
  userProperties?: readonly { key: string; value: string }[] | undefined;
}

export interface PublishOnceResult {
  protocolVersion: 4 | 5;
  clientId: string;
}

const successCodesMax = 0x80;

function toPublishOptions(message: PublishOnceMessage, protocolVersion: 4 | 5): IClientPublishOptions {
  const userProperties: Record<string, string[]> = Object.create(null);
  for (const { key, value } of message.userProperties ?? []) {
    userProperties[key] = [...(userProperties[key] ?? []), value];
  }
  const hasProperties = protocolVersion === 5 && (message.userProperties?.length ?? 0) > 0;
  return {
    qos: message.qos,
    retain: message.retain ?? false,
    ...(hasProperties ? { properties: { userProperties } } : {}),
  };
}

async function publishWith(client: MqttClient, message: PublishOnceMessage, protocolVersion: 4 | 5): Promise<void> {
  const answer = new Promise<void>((resolve, reject) => {
    client.once("close", () => reject(unreachable("The broker closed the connection before it confirmed.")));
    client.publish(message.topic, message.payload, toPublishOptions(message, protocolVersion), (error, packet) => {
      const code = packet !== undefined && "reasonCode" in packet ? (packet.reasonCode ?? 0) : 0;
      if (error) {
        const refused = "code" in error && typeof error.code === "number" ? connackError(error.code) : error;
        reject(refused);
      } else if (code >= successCodesMax) {
        reject(connackError(code));
      } else {
        resolve();
      }
    });
  });
  await answer;
}

/**
 * Publishes one message on a connection of its own and resolves when the broker confirmed it (PUBACK, PUBCOMP; for QoS 0 when it is written).
 * Rejects with an `MqttConnectionError` whose failure can be shown.
 */
export async function publishOnce(
  connection: MqttConnection,
  message: PublishOnceMessage,
  timeoutMs = 10_000,
): Promise<PublishOnceResult> {
  const deadlineMs = performance.now() + timeoutMs;
  const clientId = shortLivedClientId(connection.clientIdPrefix, "publish");
  let failure: unknown;
  for (const protocolVersion of versionsToTry(connection)) {
    const leftMs = Math.max(1, deadlineMs - performance.now());
    try {
      await withTimeout(
        leftMs,
        connection,
        shortClientOptions(connection, clientId, protocolVersion, leftMs),
        (client) => publishWith(client, message, protocolVersion),
      );
      return { protocolVersion, clientId };
    } catch (error) {
      failure = error;
      if (!isVersionRefusal(error)) {
        throw error;
      }
    }
  }
  throw failure;
}

async function withTimeout(
  timeoutMs: number,
  connection: MqttConnection,
  options: IClientOptions,
  use: (client: MqttClient) => Promise<void>,
): Promise<void> {
  const { host, port } = parseBrokerUrl(connection.url);
  let timer: NodeJS.Timeout | undefined;
  let client: MqttClient | undefined;
  let isLate = false;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(unreachable(`${host}:${port} did not answer within ${Math.round(timeoutMs)} ms.`));
    }, timeoutMs);
  });
  const run = async () => {
    client = await connectOnce(connection, options);
    client.on("error", () => undefined);
    if (isLate) {
      client.end(true);
      return;
    }
    await use(client);
  };
  try {
    await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
    const opened = client;
    if (opened !== undefined) {
      await opened.endAsync(isLate).catch(() => undefined);
    }
  }
}
