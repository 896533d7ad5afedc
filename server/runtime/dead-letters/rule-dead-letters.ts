import type { NewDeadLetter } from "@/db/queries/runtime/dead-letters";
import type { FlowMessage } from "@/server/runtime/flow/contracts";
import type { DeadLetterInput, DeadLetterStore } from "@/server/runtime/flow/ports";
import type { RejectedAgain } from "@/server/runtime/records/records-requests";
import type { RecordsStore } from "@/server/runtime/records/records-store";
import { RedriveReceipt } from "./redrive-receipt";

export const deadLetterBounds = { countMax: 10_000, bytesMax: 128 * 1024 * 1024 };

/** One rule's dead letters: bounded, stored by the records thread. */
export class RuleDeadLetters implements DeadLetterStore {
  count = 0;
  private bytes = 0;
  private safe: number[] = [];
  private readonly records: RecordsStore;
  private readonly ruleId: string;
  private readonly bounds: typeof deadLetterBounds;

  constructor(records: RecordsStore, ruleId: string, bounds = deadLetterBounds) {
    this.records = records;
    this.ruleId = ruleId;
    this.bounds = bounds;
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
    const reply = await this.records.call("addDeadLetters", { letters, again: inputs.flatMap(toRejectedAgain) });
    if (!reply.ok) {
      return "failed";
    }
    this.count += letters.length;
    this.bytes += letters.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
    for (const { message } of inputs) {
      if (message.receipt instanceof RedriveReceipt) {
        message.receipt.isRejectedAgain = true;
      }
    }
    return "stored";
  }

  /** Oldest first; each message comes with the receipt that removes it once it is safe. */
  async read(ids: number[] | null, afterId: number, limit: number): Promise<{ id: number; message: FlowMessage }[]> {
    const reply = await this.records.call("readDeadLetters", { ruleId: this.ruleId, ids, afterId, limit });
    const rows = reply.ok ? reply.result : [];
    return rows.map(({ id, mqttTopic, qos, properties, body }) => ({
      id,
      message: {
        key: mqttTopic,
        body: Buffer.from(body),
        properties,
        qos: qos as 0 | 1 | 2, // safe because add wrote it
        receivedAtMs: performance.now(),
        receipt: new RedriveReceipt(id, this.onSafe),
        isRedriven: true,
      },
    }));
  }

  async countOf(ids: number[] | null): Promise<number> {
    const reply = await this.records.call("countDeadLetters", { ruleId: this.ruleId, ids });
    return reply.ok ? reply.result.count : 0;
  }

  /** Answers how many were removed. */
  async discard(ids: number[] | null): Promise<number> {
    const reply = await this.records.call("deleteDeadLetters", { ruleId: this.ruleId, ids });
    await this.load();
    return reply.ok ? reply.result : 0;
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
      setImmediate(() => {
        const ids = this.safe;
        this.safe = [];
        void this.discard(ids);
      });
    }
  };
}

function toRejectedAgain({ message, reason }: DeadLetterInput): RejectedAgain[] {
  return message.receipt instanceof RedriveReceipt
    ? [{ id: message.receipt.id, causeCode: reason.code, cause: reason.message, lastAttemptAtMs: Date.now() }]
    : [];
}
