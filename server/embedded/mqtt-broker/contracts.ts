/** One PUBLISH (or will) as a device sent it; the same shape a flow's source hands on, so nothing is copied. */
export interface BrokerMessage {
  topic: string;
  payload: Buffer;
  qos: 0 | 1 | 2;
  /** Undefined for the will of a device that was connected before a crash. */
  clientId: string | undefined;
  cleanSession: boolean | undefined;
  mqtt5: BrokerMessageProperties | undefined;
}

export interface BrokerMessageProperties {
  userProperties?: readonly { key: string; value: string }[];
  messageExpiryIntervalSeconds?: number;
  contentType?: string;
  isPayloadUtf8?: boolean;
  responseTopic?: string;
  correlationData?: Buffer;
}

/**
 * The PUBACK (or PUBREC) of one message, held until `confirm`. Acknowledgements of one connection are written in the order of its publishes,
 * whatever the order of the confirmations. Void once the connection closed: `confirm` then does nothing and the device sends again.
 * A will has no connection, so its hold is never void.
 */
export interface PublishHold {
  readonly isVoid: boolean;
  confirm(): void;
  /** Reads nothing more of this connection before all that it waits for is confirmed: for whoever has no room for more. A will has nothing to read. */
  holdBack(): void;
}

/** Takes the messages of one parent topic. `publish` is called in the order of arrival of each connection and must not throw. */
export interface PublishHandler {
  /** `hold` is undefined for QoS 0. */
  publish(message: BrokerMessage, hold: PublishHold | undefined): void;
  /** A connection closed and holds of this handler turned void. */
  onHoldsVoid(): void;
  /** So many QoS 0 publishes came before this handler did and could not wait for it. */
  onLost(count: number): void;
}

/** `tcpclean` follows every end of a connection; `disconnect` only where the device said so first. */
export const deviceEventTypes = ["connect", "disconnect", "tcpclean"] as const;
export interface DeviceEvent {
  type: (typeof deviceEventTypes)[number];
  clientId: string;
  timeMs: number;
  /** Unique for each connection. */
  channelId: string;
  /** ip:port of the device. */
  clientAddress: string;
  /** MQTT protocol level: 3, 4 or 5. */
  protocolVersion: number;
  reason: DisconnectReason | undefined;
}

export type DisconnectReason =
  | "disconnect"
  | "connectionLost"
  | "keepAliveTimeout"
  | "takenOver"
  | "protocolError"
  | "packetTooLarge"
  | "tooSlow"
  | "serverShutdown";

/** A device with an accepted connection. */
export interface ConnectedDevice {
  clientId: string;
  clientAddress: string;
  connectedAtMs: number;
  protocolVersion: number;
}

/** A handler's place at the broker. */
export interface HandlerRegistration {
  /** Acknowledgements of this handler that are held. */
  readonly heldCount: number;
  /** No further publishes; what is held stays held and may still be confirmed. Idempotent. */
  remove(): void;
  /** Hands back what is still held by closing those connections: the devices reconnect and send again. */
  returnHeld(): void;
}

/** Plain totals since the start of the process. */
export interface MqttBrokerCounters {
  publishesReceived: number;
  /** QoS 1 and QoS 2 publishes whose acknowledgement is held right now. */
  publishesHeld: number;
  /** Publishes refused: reserved, malformed or unknown topics. */
  publishesRefused: number;
  /** Connections refused: too many, foreign Origin, bad CONNECT. */
  connectionsRefused: number;
  /** Messages for offline subscribers that did not fit into their queue. */
  queuedDropped: number;
  /** Retained messages not kept because the store is full. */
  retainedDropped: number;
  /** Sessions whose expiry passed and that were removed. */
  sessionsExpired: number;
}

export interface MqttBrokerLimits {
  /** Payload, topic and properties of one packet. */
  packetBytesMax: number;
  connectionsMax: number;
  /** From accept to CONNECT. */
  connectTimeoutMs: number;
  /** How long a subscriber may refuse to read before it is disconnected. */
  drainTimeoutMs: number;
  /** Longest life of a session without a connection, and the life of every MQTT 3.1.1 session. */
  sessionExpirySecondsMax: number;
  sessionsMax: number;
  queuedMessagesPerSessionMax: number;
  queuedMessagesMax: number;
  subscriptionsPerClientMax: number;
  retainedMessagesMax: number;
  /** Publishes that wait for a rule's handler: payloads and topics in memory. Beyond it their connections are not read. */
  parkedBytesMax: number;
}

export interface MqttBrokerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Undefined: no WebSocket listener. */
  wsPort: number | undefined;
  /** A folder of the broker's own for sessions, queues and retained messages. */
  dataDir: string;
  /** Browser origins beside those on loopback that may open a WebSocket, such as `https://console.example.com`. */
  allowedOrigins?: readonly string[];
  /** See `reserveTopics`; "all" from the first connection on, until it is called. Without it nothing is reserved. */
  reservedTopics?: "all";
  limits?: Partial<MqttBrokerLimits>;
  /** Something in the broker's own store or listener failed; the broker goes on. */
  onError?: (error: unknown) => void;
}

export interface ServerPublish {
  topic: string;
  payload: Buffer;
  qos: 0 | 1 | 2;
  retain?: boolean;
  mqtt5?: BrokerMessageProperties | undefined;
}

/** An MQTT 5 and 3.1.1 broker in this process, over TCP and WebSocket. */
export interface MqttBroker {
  readonly port: number;
  readonly wsPort: number | undefined;
  readonly counters: Readonly<MqttBrokerCounters>;
  connections(): number;
  subscriptions(): number;
  /** Every one of them: for questions of people, not for each second. */
  devices(): ConnectedDevice[];
  /** Client IDs whose session is kept while they are not connected. */
  awaySessions(): string[];
  /** Hands publishes to `parentTopic` (exact, case-sensitive) and below to `handler`; without one they are acknowledged at once. A later handler replaces an earlier one. */
  handlePublishes(parentTopic: string, handler: PublishHandler): HandlerRegistration;
  /** Parent topics that rules forward: publishes to them are acknowledged by a handler only; until one is registered they wait for it. */
  reserveTopics(parentTopics: ReadonlySet<string>): void;
  /** Sees every accepted publish, rule or not; must be cheap and must not throw. Returns the undo. */
  onPublish(listener: (message: BrokerMessage) => void): () => void;
  onDeviceEvent(listener: (event: DeviceEvent) => void): () => void;
  /** Publishes to any other parent topic are refused; undefined allows all. */
  setKnownTopics(parentTopics: ReadonlySet<string> | undefined): void;
  /** Publishes from the server itself: no handler sees it. Resolves when it is queued for every persistent subscriber. */
  publish(message: ServerPublish): Promise<void>;
  /** Ends all connections without acknowledging what is held, and closes the store. Idempotent. */
  close(): Promise<void>;
}
