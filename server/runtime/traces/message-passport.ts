import type { MessageTraceChanges, NewMessageTrace } from "@/db/queries/runtime/message-traces";
import type { MessageOutcome } from "@/lib/traces/schemas";
import type { Failure, Passport, StoredAt } from "../flow/contracts";

/** What is written of a message: all of it at its first end, what changed at a later one. */
export type TraceWrite =
  | { kind: "insert"; row: NewMessageTrace }
  | { kind: "update"; messageId: string; changes: MessageTraceChanges };

/** What is known when the message arrives. */
export type PassportOrigin = Pick<
  NewMessageTrace,
  | "messageId"
  | "instanceId"
  | "ruleId"
  | "mqttTopic"
  | "clientId"
  | "qos"
  | "payloadBytes"
  | "rocketmqInstanceId"
  | "rocketmqTopic"
>;

const causeLengthMax = 512;
const roundMs = (ms: number) => Math.round(ms * 1_000) / 1_000;

/** Gathers the hops of one message and hands them on at each of its ends. */
export class MessagePassport implements Passport {
  private readonly messageId: string;
  /** Undefined once the row is written, and for a message whose row an earlier life wrote. */
  private origin: PassportOrigin | undefined;
  private readonly receivedAtMs: number;
  private readonly write: (write: TraceWrite) => void;
  private readonly nowMs: () => number;
  private changes: MessageTraceChanges = {};
  private retries = 0;

  constructor(options: {
    messageId: string;
    origin: PassportOrigin | undefined;
    receivedAtMs: number;
    write: (write: TraceWrite) => void;
    /** Of the clock that receivedAtMs is of. */
    nowMs: () => number;
  }) {
    this.messageId = options.messageId;
    this.origin = options.origin;
    this.receivedAtMs = options.receivedAtMs;
    this.write = options.write;
    this.nowMs = options.nowMs;
  }

  noteStored(storedAt: StoredAt | undefined, sentAtMs: number): void {
    this.changes.sentAfterMs = roundMs(Math.max(0, sentAtMs - this.receivedAtMs));
    if (storedAt !== undefined) {
      const { messageId, brokerName, queueId, queueOffset } = storedAt;
      Object.assign(this.changes, { brokerMessageId: messageId, brokerName, queueId, queueOffset });
    }
  }

  noteRetried(): void {
    this.retries += 1;
  }

  noteRejected(reason: Failure): void {
    this.changes.cause = `${reason.code}: ${reason.message}`.slice(0, causeLengthMax);
  }

  end(outcome: MessageOutcome): void {
    const afterMs = roundMs(Math.max(0, this.nowMs() - this.receivedAtMs));
    const { changes } = this;
    changes.outcome = outcome;
    changes[outcome === "spooled" ? "spooledAfterMs" : "settledAfterMs"] = afterMs;
    if (outcome === "delivered") {
      changes.cause = null;
    }
    if (this.retries > 0) {
      changes.retries = this.retries;
    }
    this.changes = {};
    if (this.origin === undefined) {
      this.write({ kind: "update", messageId: this.messageId, changes });
      return;
    }
    const receivedAtMs = Math.round(Date.now() - afterMs);
    this.write({ kind: "insert", row: { ...nothingKnown, ...this.origin, receivedAtMs, outcome, ...changes } });
    this.origin = undefined;
  }
}

const nothingKnown = {
  sentAfterMs: null,
  spooledAfterMs: null,
  settledAfterMs: null,
  retries: 0,
  cause: null,
  brokerName: null,
  queueId: null,
  queueOffset: null,
  brokerMessageId: null,
};
