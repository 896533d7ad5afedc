import type { IClientOptions, IPublishPacket, MqttClient } from "mqtt";
import type { UserProperty } from "./message-log";

export interface LinkOptions {
  url: string;
  clientId: string;
  username: string;
  password: string;
  version: 4 | 5;
}

export interface Publication {
  topic: string;
  payload: Uint8Array;
  qos: 0 | 1 | 2;
  isRetained: boolean;
  userProperties: readonly UserProperty[];
}

export interface Arrival extends Publication {
  isDuplicate: boolean;
}

/** Why there is no connection (any more). A browser is not told why a WebSocket failed. */
export type LinkEnd =
  | { kind: "closedByUser" | "unreachable" | "noAnswer" | "lost" }
  | { kind: "refused"; reason: string };

export interface LinkEvents {
  onOpen: () => void;
  onMessage: (message: Arrival) => void;
  /** Once, at the end of a try or of a connection. */
  onEnd: (end: LinkEnd) => void;
}

export interface Link {
  /** Resolves to the QoS that the broker grants. */
  subscribe(filter: string, qos: 0 | 1 | 2): Promise<number>;
  unsubscribe(filter: string): Promise<void>;
  /** Resolves when the broker acknowledged it; at once for QoS 0. */
  publish(message: Publication): Promise<void>;
  close(): void;
}

const connectTimeoutMs = 10_000;
const keepAliveSeconds = 60;

function toClientOptions({ clientId, username, password, version }: LinkOptions): IClientOptions {
  return {
    clientId,
    protocolVersion: version,
    clean: true,
    // A person decides when to connect again.
    reconnectPeriod: 0,
    connectTimeout: connectTimeoutMs,
    keepalive: keepAliveSeconds,
    // The other timer is a worker made from a blob, which the page's policy forbids.
    timerVariant: "native",
    ...(username === "" ? {} : { username }),
    ...(password === "" ? {} : { password }),
  };
}

function toUserProperties(packet: IPublishPacket): UserProperty[] {
  return Object.entries(packet.properties?.userProperties ?? {}).flatMap(([key, value]) =>
    [value].flat().map((one) => ({ key, value: one })),
  );
}

function fromUserProperties(properties: readonly UserProperty[]): Record<string, string[]> {
  const byKey: Record<string, string[]> = {};
  for (const { key, value } of properties) {
    byKey[key] = [...(byKey[key] ?? []), value];
  }
  return byKey;
}

function watch(client: MqttClient, events: LinkEvents): (end: LinkEnd) => void {
  let isOpen = false;
  let isEnded = false;
  function finish(end: LinkEnd) {
    if (!isEnded) {
      isEnded = true;
      client.end(true);
      events.onEnd(end);
    }
  }
  client.on("connect", () => {
    isOpen = true;
    events.onOpen();
  });
  client.on("message", (topic, payload, packet) =>
    events.onMessage({
      topic,
      payload,
      qos: packet.qos,
      isRetained: packet.retain,
      isDuplicate: packet.dup,
      userProperties: toUserProperties(packet),
    }),
  );
  client.on("disconnect", (packet) => finish({ kind: "refused", reason: `DISCONNECT ${packet.reasonCode ?? 0}` }));
  client.on("error", (error) =>
    finish(error.message === "connack timeout" ? { kind: "noAnswer" } : { kind: "refused", reason: error.message }),
  );
  client.on("close", () => finish({ kind: isOpen ? "lost" : "unreachable" }));
  return finish;
}

/** One MQTT connection of this page to the broker itself; nothing passes through the console's server. */
export async function openLink(options: LinkOptions, events: LinkEvents): Promise<Link> {
  // 100 KB that only this page needs, and only once somebody connects.
  const { default: mqtt } = await import("mqtt");
  const client = mqtt.connect(options.url, toClientOptions(options));
  const finish = watch(client, events);
  return {
    async subscribe(filter, qos) {
      const [grant] = await client.subscribeAsync(filter, { qos });
      if (grant === undefined || grant.qos > 2) {
        throw new Error(`SUBACK ${grant?.qos ?? ""}`);
      }
      return grant.qos;
    },
    async unsubscribe(filter) {
      await client.unsubscribeAsync(filter);
    },
    async publish({ topic, payload, qos, isRetained, userProperties }) {
      const hasProperties = options.version === 5 && userProperties.length > 0;
      await client.publishAsync(topic, payload as Buffer, {
        qos,
        retain: isRetained,
        ...(hasProperties ? { properties: { userProperties: fromUserProperties(userProperties) } } : {}),
      });
    },
    close: () => finish({ kind: "closedByUser" }),
  };
}
