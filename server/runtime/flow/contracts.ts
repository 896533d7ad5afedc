import type { StateReasonCode } from "@/lib/rules/states";
import type { MessageOutcome } from "@/lib/traces/schemas";
import type { SendGate } from "./send-gate";

/** Why something did not work, as plain data. `message` is for people; it never carries a payload or a secret. */
export interface Failure {
  code: StateReasonCode;
  stage: "receive" | "map" | "send" | "acknowledge";
  message: string;
}

/** The broker has the message, but a replica or the disk had not confirmed in time. */
export const deliveryWarnings = ["FLUSH_DISK_TIMEOUT", "FLUSH_SLAVE_TIMEOUT", "SLAVE_NOT_AVAILABLE"] as const;
export type DeliveryWarning = (typeof deliveryWarnings)[number];

/** Where RocketMQ stored a message. */
export interface StoredAt {
  messageId: string;
  brokerName: string;
  queueId: number;
  queueOffset: number;
}

/**
 * What became of one message; there is no fourth.
 * `retry` says the destination (or something unknown) failed and nothing is lost; `rejected` needs a positively recognised fault of that very message.
 */
export type Outcome =
  | { status: "delivered"; storedAt?: StoredAt; warning?: DeliveryWarning }
  | { status: "retry"; reason: Failure; afterMs?: number }
  | { status: "rejected"; reason: Failure };

/**
 * The acknowledgement held for one QoS 1 or QoS 2 message. It belongs to one network connection.
 * The flow calls `confirm` exactly once, when the message is safe; after the connection closed (`isVoid`) that does nothing.
 */
export interface Receipt {
  readonly isVoid: boolean;
  confirm(): void;
}

/** What is noted of a sampled message on its way; most messages carry none. Nothing depends on it. */
export interface Passport {
  /** RocketMQ's answer: where the message stands, and when the request that stored it began (performance.now()). */
  noteStored(storedAt: StoredAt | undefined, sentAtMs: number): void;
  noteRetried(): void;
  noteRejected(reason: Failure): void;
  /** The message left memory or disk, or went to disk. May be called twice: spooled, then delivered. */
  end(outcome: MessageOutcome): void;
}

/** A message inside a flow: mapped, not yet encoded for the wire. */
export interface FlowMessage {
  /** The full MQTT topic: messages of equal key keep their order. */
  key: string;
  /** Where the mapping knew it; found from the key otherwise. */
  lane?: number;
  body: Buffer;
  /** RocketMQ property string: `key 0x01 value 0x02`, repeated; the message's own UNIQ_KEY included. */
  properties: string;
  qos: 0 | 1 | 2;
  /** performance.now() at the arrival of the MQTT packet; latency is measured from here. */
  receivedAtMs: number;
  /** Undefined for QoS 0. */
  receipt: Receipt | undefined;
  /** True for a dead letter that a person sent again: it was received before, and is kept until it is safe elsewhere. */
  isRedriven?: boolean;
  passport?: Passport | undefined;
  /** Read back from disk, where its passport's mark stands with it. */
  isTraced?: boolean;
}

/** What a connector is doing, as data. `detail` says how it is connected; `warning` what a person should know or mend, though messages pass. */
export type ConnectorState =
  | { status: "idle" }
  | { status: "connecting" }
  | { status: "connected"; detail?: string; warning?: string }
  | { status: "failing"; reason: Failure }
  | { status: "closed" };

export interface MqttUserProperty {
  key: string;
  value: string;
}

/** MQTT 5 properties of a PUBLISH that the mapping knows. */
export interface Mqtt5Properties {
  userProperties?: readonly MqttUserProperty[];
  messageExpiryIntervalSeconds?: number;
  contentType?: string;
  isPayloadUtf8?: boolean;
  responseTopic?: string;
  correlationData?: Buffer;
}

/** One PUBLISH as a source received it. */
export interface MqttMessage {
  topic: string;
  payload: Buffer;
  qos: 0 | 1 | 2;
  /** Undefined where the source cannot know it (an external broker does not tell). */
  clientId: string | undefined;
  cleanSession: boolean | undefined;
  mqtt5: Mqtt5Properties | undefined;
}

/**
 * Hands one message to the flow, which maps and queues it. Never throws. The message is always taken;
 * `false` means the credit is used up and the source should stop reading until `resume` is called.
 */
export type Deliver = (message: MqttMessage, receipt: Receipt | undefined) => boolean;

/**
 * Where a rule's messages come from. Thin: speaks MQTT, owns its connection and session, knows nothing of RocketMQ.
 * `open` returns at once and keeps connecting for ever with back-off; state changes are reported to `onState`.
 * `pause` and `resume` follow the flow's credit; they are cheap and idempotent.
 * `close("stop")` keeps the session at the broker (product stop); `close("end")` ends it (disable, delete, new source). Safe while connecting.
 * It resolves to "sessionLeft" when the session should have ended and the broker, being away, still has it: whoever asked tries again.
 */
export interface Source {
  open(events: SourceEvents): void;
  pause(): void;
  resume(): void;
  close(mode: "stop" | "end"): Promise<SourceClosed>;
  readonly state: ConnectorState;
}

export type SourceClosed = "closed" | "sessionLeft";

export interface SourceEvents {
  deliver: Deliver;
  onState(state: ConnectorState): void;
  /** A retained replay was seen and not forwarded. */
  onSkippedRetained(): void;
  /** So many QoS 0 messages arrived before the source was open and could not wait. */
  onLost(count: number): void;
  /** The broker lost the session: messages since `sinceMs` (epoch) may be missing. */
  onSessionLost(sinceMs: number): void;
  /** Connection closed: receipts of it are void. Called after they turned void so that the flow can drop held copies. */
  onReceiptsVoid(): void;
}

/**
 * Where a rule's messages go. Thin: speaks RocketMQ and nothing else; no retry, no order, no spool.
 * `send` resolves to one outcome a message, in order, and never throws for an expected failure; messages of one batch go to one queue, chosen by `lane`.
 * A lane calls `send` only when its previous call has resolved. `isLaneEmpty` false forbids a change of that lane's queue (unless the queue is gone and nothing is in flight).
 */
export interface Sink {
  open(events: SinkEvents): void;
  close(): Promise<void>;
  send(lane: number, batch: readonly FlowMessage[], isLaneEmpty: boolean): Promise<readonly Outcome[]>;
  readonly state: ConnectorState;
  readonly limits: SinkLimits;
  /** Shared with the other sinks of the same cluster; there once the sink is open. */
  readonly gate?: SendGate | undefined;
}

export interface SinkEvents {
  onState(state: ConnectorState): void;
}

export interface SinkLimits {
  /** Bodies and properties together, with the wire's own overhead. */
  batchBytesMax: number;
  batchMessagesMax: number;
  /** Body of one message. */
  messageBytesMax: number;
}
