import { randomBytes } from "node:crypto";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import type { MqttConnection } from "@/lib/instances/schemas";
import { say } from "@/lib/said/say";
import { MqttConnectionError, unreachable } from "./errors";
import { mqttCredentials } from "./identity";
import { connackError } from "./reason-codes";
import { networkError, parseBrokerUrl, tlsOptions } from "./transport";

/** A client ID for one short connection; never the one of a session. */
export function shortLivedClientId(prefix: string | undefined, purpose: string): string {
  return `${prefix ?? ""}sluice-${purpose}-${randomBytes(4).toString("hex")}`;
}

/** A clean session that is never opened again by itself. */
export function shortClientOptions(
  connection: MqttConnection,
  clientId: string,
  protocolVersion: 4 | 5,
  timeoutMs: number,
): IClientOptions {
  const address = parseBrokerUrl(connection.url);
  const { username, password } = mqttCredentials(connection, clientId);
  return {
    protocolVersion,
    clientId,
    clean: true,
    reconnectPeriod: 0,
    connectTimeout: timeoutMs,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(address.isTls ? (tlsOptions(connection, address.host) as IClientOptions) : {}), // safe because mqtt.js hands them to tls.connect
  };
}

/** mqtt.js reports a refused CONNECT as an error with the broker's code. */
function toFailure(error: unknown, connection: MqttConnection): Error {
  if (error instanceof MqttConnectionError) {
    return error;
  }
  if (error instanceof Error && "code" in error && typeof error.code === "number") {
    return connackError(error.code);
  }
  return networkError(error, parseBrokerUrl(connection.url));
}

export async function connectOnce(connection: MqttConnection, options: IClientOptions): Promise<MqttClient> {
  const client = mqtt.connect(connection.url, options);
  return await new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      client.end(true);
      reject(toFailure(error, connection));
    };
    client.once("connect", () => resolve(client));
    client.once("error", fail);
    client.once("close", () => fail(unreachable(say("closedByBroker"), "closedBeforeConnack")));
  });
}

export function versionsToTry({ protocolVersion }: MqttConnection): readonly (4 | 5)[] {
  return protocolVersion === "auto" ? [5, 4] : [protocolVersion];
}

/** Whether the older protocol may be what the broker speaks. */
export function isVersionRefusal(error: unknown): boolean {
  const kind = error instanceof MqttConnectionError ? error.kind : "other";
  return kind === "refusedVersion" || kind === "closedBeforeConnack";
}
