import type { NewDeadLetter } from "@/db/queries/runtime/dead-letters";
import type { DeadLetterRow } from "@/db/schema/runtime/dead-letters";
import type { Failure, FlowMessage } from "@/server/runtime/flow/contracts";
import type { DeadLetterInput, DeadLetterStore } from "@/server/runtime/flow/ports";
import type { RejectedAgain } from "@/server/runtime/records/records-requests";
import type { RecordsStore } from "@/server/runtime/records/records-store";
import type { WorkerReply } from "@/server/runtime/worker-link";
import { RedriveReceipt } from "./redrive-receipt";

const removeAgainMs = 1_000;
export const deadLetterBounds = { countMax: 10_000, bytesMax: 128 * 1024 * 1024 };

/** Tells why so many bytes must not be written to the disk now. */
export interface DiskRoom {
  diskRefusal(bytes: number): Failure | undefined;
}

export interface DeadLetterLimits {
  bounds?: typeof deadLetterBounds;
  disk?: DiskRoom;
}

/** One rule's dead letters: bounded, stored by the records thread. */
export class RuleDeadLetters implements DeadLetterStore {
  count = 0;
  private bytes = 0;
  /** Sent again and not yet settled. */
  private readonly underWay = new Set<number>();
  private safe: number[] = [];
  private readonly records: RecordsStore;
  private readonly ruleId: string;
  private readonly bounds: typeof deadLetterBounds;
  private readonly disk: DiskRoom | undefined;

  constructor(records: RecordsStore, ruleId: string, limits: DeadLetterLimits = {}) {
    this.records = records;
    this.ruleId = ruleId;
    this.bounds = limits.bounds ?? deadLetterBounds;
    this.disk = limits.disk;
  }

  /** Counts what is stored; false when that could not be read. */
  async load(): Promise<boolean> {
    const reply = await this.records.call("countDeadLetters", { ruleId: this.ruleId, ids: null });
    if (reply.ok) {
      this.count = reply.result.count;
      this.bytes = reply.result.bytes;
    }
    return reply.ok;
  }

  async add(inputs: readonly DeadLetterInput[]): Promise<"stored" | "full" | "failed"> {
    const isFull = this.count >= this.bounds.countMax || this.bytes >= this.bounds.bytesMax;
    const fresh = inputs.filter(({ message }) => !(message.receipt instanceof RedriveReceipt));
    if (isFull && fresh.length > 0) {
      return "full";
    }
    const letters = fresh.map((input) => this.toRow(input));
    const bytes = letters.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
    if (letters.length > 0 && this.disk?.diskRefusal(bytes) !== undefined) {
      return "failed";
    }
    const reply = await this.records.call("addDeadLetters", { letters, again: inputs.flatMap(toRejectedAgain) });
    if (!reply.ok) {
      return "failed";
    }
    this.count += letters.length;
    this.bytes += bytes;
    for (const { message } of inputs) {
      if (message.receipt instanceof RedriveReceipt) {
        message.receipt.isRejectedAgain = true;
        this.underWay.delete(message.receipt.id);
      }
    }
    return "stored";
  }

  /** Oldest first. `message` is undefined for one that is being sent already. Throws when they cannot be read. */
  async read(ids: number[] | null, afterId: number, limit: number): Promise<StoredLetter[]> {
    const reply = await this.records.call("readDeadLetters", { ruleId: this.ruleId, ids, afterId, limit });
    return resultOf(reply).map((row) => ({
      id: row.id,
      message: this.underWay.has(row.id) ? undefined : this.toMessage(row),
    }));
  }

  /** The message was handed to the flow; it stays stored until it is safe elsewhere, and is not sent twice meanwhile. */
  noteUnderWay(id: number): void {
    this.underWay.add(id);
  }

  /** The flow stopped: what it had not settled is a dead letter as before. */
  forgetUnderWay(): void {
    this.underWay.clear();
    for (const id of this.safe) {
      this.underWay.add(id);
    }
  }

  /** Throws when they cannot be counted: none is another answer. */
  async countOf(ids: number[] | null): Promise<number> {
    return resultOf(await this.records.call("countDeadLetters", { ruleId: this.ruleId, ids })).count;
  }

  /** Answers how many were removed. One that is being sent again stays: it may yet come back. Throws when it could not be done. */
  async discard(ids: number[] | null): Promise<number> {
    const params = { ruleId: this.ruleId, ids, exceptIds: [...this.underWay] };
    const count = resultOf(await this.records.call("deleteDeadLetters", params));
    await this.load();
    return count;
  }

  private toMessage({ id, mqttTopic, qos, properties, body }: DeadLetterRow): FlowMessage {
    return {
      key: mqttTopic,
      body: Buffer.from(body),
      properties,
      qos: qos as 0 | 1 | 2, // safe because add wrote it
      receivedAtMs: performance.now(),
      receipt: new RedriveReceipt(id, this.onSafe),
      isRedriven: true,
    };
  }

  private toRow({ message, reason }: DeadLetterInput): NewDeadLetter {
    return {
      ruleId: this.ruleId,
      mqttTopic: message.key,
      qos: message.qos,
      causeCode: reason.code,
      cause: reason.message,
      firstAttemptAtMs: Math.round(performance.timeOrigin + message.receivedAtMs),
      lastAttemptAtMs: Date.now(),
      properties: message.properties,
      bodyBytes: message.body.length,
      body: message.body,
    };
  }

  private readonly onSafe = (id: number): void => {
    this.safe.push(id);
    if (this.safe.length === 1) {
      setImmediate(() => void this.removeSafe());
    }
  };

  /** One that cannot be removed now is removed later, and not sent again before. */
  private async removeSafe(): Promise<void> {
    const ids = [...this.safe];
    const reply = await this.records.call("deleteDeadLetters", { ruleId: this.ruleId, ids, exceptIds: [] });
    if (!reply.ok) {
      setTimeout(() => void this.removeSafe(), removeAgainMs).unref();
      return;
    }
    this.safe = this.safe.slice(ids.length);
    for (const id of ids) {
      this.underWay.delete(id);
    }
    await this.load();
    if (this.safe.length > 0) {
      await this.removeSafe();
    }
  }
}

export interface StoredLetter {
  id: number;
  message: FlowMessage | undefined;
}

function resultOf<T>(reply: WorkerReply<T>): T {
  if (!reply.ok) {
    throw new Error(`The dead letters cannot be read: ${reply.message}`);
  }
  return reply.result;
}

function toRejectedAgain({ message, reason }: DeadLetterInput): RejectedAgain[] {
  return message.receipt instanceof RedriveReceipt
    ? [{ id: message.receipt.id, causeCode: reason.code, cause: reason.message, lastAttemptAtMs: Date.now() }]
    : [];
}
