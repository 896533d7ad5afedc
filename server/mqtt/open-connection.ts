import type { IConnackPacket } from "mqtt-packet";
import type { MqttConnection } from "@/lib/instances/schemas";
import { say } from "@/lib/said/say";
import { BrokerConnection, type BrokerConnectionEvents } from "./broker-connection";
import { unreachable } from "./errors";
import { mqttCredentials } from "./identity";
import type { KeepAliveTiming } from "./keep-alive";
import { networkError, openTransport, parseBrokerUrl } from "./transport";

export interface OpenConnectionOptions {
  connection: MqttConnection;
  clientId: string;
  protocolVersion: 4 | 5;
  isCleanStart: boolean;
  sessionExpirySeconds: number;
  receiveMaximum: number;
  timing: KeepAliveTiming;
  awaitingRelease: Set<number>;
}

export interface OpenedConnection {
  link: BrokerConnection;
  connack: IConnackPacket;
}

/** From nothing to an accepted CONNECT. Rejects with a named failure; an abort ends what was begun. */
export async function openConnection(
  options: OpenConnectionOptions,
  events: BrokerConnectionEvents,
  signal: AbortSignal,
): Promise<OpenedConnection> {
  const address = parseBrokerUrl(options.connection.url);
  const stream = await openTransport(options.connection, signal);
  const link = new BrokerConnection(
    {
      ...options,
      ...mqttCredentials(options.connection, options.clientId),
      stream,
      clientIdUserProperty: options.connection.clientIdUserProperty,
      toNetworkError: (error) => networkError(error, address),
    },
    events,
  );
  const abort = () => link.end(unreachable(say("noMqttAnswer", { where: `${address.host}:${address.port}` })));
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) {
    abort();
  }
  // The signal guards the rest of the opening (SUBACK) too, so its listener goes when the connection does.
  link.closed.then(() => signal.removeEventListener("abort", abort)).catch(() => undefined);
  return { link, connack: await link.handshake() };
}
