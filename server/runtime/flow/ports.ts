import type { Failure, FlowMessage, MqttMessage, Receipt } from "./contracts";

/** A message that cannot be written to RocketMQ as it is; `message` holds what could be mapped. */
export interface UnmappableMessage {
  message: FlowMessage;
  failure: Failure;
}

export type MapMessage = (
  message: MqttMessage,
  receipt: Receipt | undefined,
  receivedAtMs: number,
) => FlowMessage | UnmappableMessage;

/** Messages that stand together on disk: written in one piece, read in one piece, removed in one piece. */
export interface SpooledChunk {
  sequence: number;
  messages: FlowMessage[];
}

export type AppendResult =
  /** On disk: written and flushed. */
  { status: "committed"; sequence: number } | { status: "full" } | { status: "failed"; reason: Failure };

/**
 * One rule's messages on disk, in order for each lane. Expected failures are answers, never exceptions.
 * Messages read back carry no receipt; `remove` is called once all messages of a chunk are settled, and answers nothing:
 * a removal that fails leaves a duplicate after a restart, not a loss.
 */
export interface SpoolStore {
  readonly bytes: number;
  /** Messages on disk at opening. */
  readonly initialCounts: readonly number[];
  append(lane: number, messages: readonly FlowMessage[]): Promise<AppendResult>;
  read(lane: number, afterSequence: number): Promise<readonly SpooledChunk[] | Failure>;
  remove(sequence: number): void;
  /** While a chunk is being drained: its first `confirmedCount` messages are safe elsewhere. Answers nothing, as `remove`. */
  noteProgress(sequence: number, confirmedCount: number): void;
  /** At a stop: of this chunk only these messages are still unconfirmed. Answers nothing, as `remove`. */
  shrink(sequence: number, messages: readonly FlowMessage[]): void;
}

export interface DeadLetterInput {
  message: FlowMessage;
  reason: Failure;
}

/** Keeps rejected messages with their cause. `full` and `failed` block the lane, which tries again. */
export interface DeadLetterStore {
  add(letters: readonly DeadLetterInput[]): Promise<"stored" | "full" | "failed">;
}

/** Decides which messages get a passport. */
export interface MessageTracer {
  /** How many more may get one now: the one thing looked at for every message. */
  readonly left: number;
  begin(message: FlowMessage, clientId: string | undefined): void;
  /** For a message that had a passport before it went to disk or to the dead letters. */
  resume(message: FlowMessage): void;
}
