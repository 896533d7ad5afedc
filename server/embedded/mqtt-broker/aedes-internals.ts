import type { Aedes, Client } from "aedes";

/**
 * The few fields of aedes 2.0.0-beta.1 that are not in its types and that this folder reads; contract tests cover each use.
 * Everything is optional, so that a release without one of them degrades instead of crashing.
 */
interface ClientInternals {
  _disconnected?: boolean;
  subscriptions?: Record<string, unknown>;
  duplicates?: Record<string, number>;
  pause?: () => void;
  resume?: () => void;
  _parser?: { parse(chunk: Buffer): number };
  _keepaliveInterval?: number;
  _keepaliveTimer?: { refresh(): void } | null;
}

interface BrokerInternals {
  clients?: Record<string, Client>;
  _takingOver?: Set<string>;
}

function internalsOf(client: Client): ClientInternals {
  return client as unknown as ClientInternals; // safe because every field is optional
}

function brokerInternalsOf(broker: Aedes): BrokerInternals {
  return broker as unknown as BrokerInternals; // safe because every field is optional
}

/** The client sent DISCONNECT before its connection ended. */
export function saidGoodbye(client: Client): boolean {
  return internalsOf(client)._disconnected === true;
}

export function isBeingTakenOver(broker: Aedes, client: Client): boolean {
  return brokerInternalsOf(broker)._takingOver?.has(client.id) === true;
}

export function subscriptionCount(client: Client): number {
  return Object.keys(internalsOf(client).subscriptions ?? {}).length;
}

export function connectedClients(broker: Aedes): Client[] {
  return Object.values(brokerInternalsOf(broker).clients ?? {});
}

/** mqtt-packet throws on some malformed packets instead of reporting them; unguarded, one hostile client would end the process. */
export function guardParser(client: Client): void {
  const parser = internalsOf(client)._parser;
  if (parser === undefined) {
    return;
  }
  const parse = parser.parse.bind(parser);
  parser.parse = (chunk) => {
    try {
      return parse(chunk);
    } catch (error) {
      client.emit("error", error instanceof Error ? error : new Error("malformed packet"));
      return 0;
    }
  };
}

/** Aedes reads nothing from a client while its publishes are held, PINGREQ included; a client that waits for us is not silent. */
export function refreshKeepAlive(client: Client): void {
  const internals = internalsOf(client);
  if ((internals._keepaliveInterval ?? 0) > 0) {
    internals._keepaliveTimer?.refresh();
  }
}

/** Nothing more is read of this client until `resumeReading`: its socket fills up and the device waits. */
export function pauseReading(client: Client): void {
  internalsOf(client).pause?.();
}

export function resumeReading(client: Client): void {
  internalsOf(client).resume?.();
}

/** Every counter looks newer than what is remembered here. */
export function disableDuplicateFilter(client: Client): void {
  internalsOf(client).duplicates = new Proxy({}, { get: () => 0, set: () => true });
}
