import type { Failure, FlowMessage } from "@/server/runtime/flow/contracts";
import type { AppendResult, SpooledChunk, SpoolStore } from "@/server/runtime/flow/ports";
import type { WorkerLink } from "@/server/runtime/worker-link";
import { decodeChunk, encodeChunk } from "./chunk-codec";
import type { SpoolBudget } from "./spool-budget";
import type { SpoolFileSummary } from "./spool-file";
import type { SpoolRequest } from "./spool-requests";

export const spoolBytesMaxDefault = 1024 * 1024 * 1024;
const readBytesMax = 256 * 1024;

export interface SpoolLimits {
  bytesMax?: number;
  /** Shared with the spools of all other rules. */
  budget?: SpoolBudget;
}

/** One rule's spool, as the flow sees it. The file belongs to the worker thread. */
export class DiskSpool implements SpoolStore {
  bytes: number;
  readonly initialCounts: readonly number[];
  private nextSequence: number;
  private removals: number[] = [];
  private readonly worker: WorkerLink;
  private readonly file: string;
  private readonly budget: SpoolBudget | undefined;
  /** Where it is full. */
  readonly bytesMax: number;

  private constructor(worker: WorkerLink, file: string, limits: SpoolLimits, summary: SpoolFileSummary) {
    this.worker = worker;
    this.file = file;
    this.bytesMax = limits.bytesMax ?? spoolBytesMaxDefault;
    this.budget = limits.budget;
    this.bytes = summary.bytes;
    this.initialCounts = summary.counts;
    this.nextSequence = summary.lastSequence + 1;
    this.budget?.note(file, this.bytes);
  }

  static async open(worker: WorkerLink, file: string, limits: SpoolLimits = {}): Promise<DiskSpool | Failure> {
    const reply = await call<SpoolFileSummary>(worker, { method: "open", params: { file } });
    return reply.ok ? new DiskSpool(worker, file, limits, reply.result) : toFailure(reply);
  }

  async append(lane: number, messages: readonly FlowMessage[]): Promise<AppendResult> {
    const data = encodeChunk(messages, performance.timeOrigin);
    const bytes = data.byteLength;
    if (this.bytes + bytes > this.bytesMax) {
      return { status: "full" };
    }
    const refusal = this.budget?.refusal(bytes);
    if (refusal !== undefined) {
      return { status: "failed", reason: refusal };
    }
    const sequence = this.nextSequence;
    this.nextSequence += 1;
    this.changeBytes(bytes);
    this.budget?.noteWritten(bytes);
    const params = { file: this.file, sequence, lane, count: messages.length, data };
    const reply = await call(this.worker, { method: "append", params }, [data]);
    if (!reply.ok) {
      this.changeBytes(-bytes);
      return { status: "failed", reason: toFailure(reply) };
    }
    return { status: "committed", sequence };
  }

  async read(lane: number, afterSequence: number): Promise<readonly SpooledChunk[] | Failure> {
    const params = { file: this.file, lane, afterSequence, bytesMax: readBytesMax };
    const reply = await call<{ sequence: number; data: Uint8Array }[]>(this.worker, { method: "read", params });
    if (!reply.ok) {
      return toFailure(reply);
    }
    try {
      return reply.result.map(({ sequence, data }) => ({
        sequence,
        messages: decodeChunk(data, performance.timeOrigin),
      }));
    } catch (error) {
      return toFailure({ message: error instanceof Error ? error.message : "Spooled messages cannot be read." });
    }
  }

  /** Removals of one turn travel together. */
  remove(sequence: number): void {
    this.removals.push(sequence);
    if (this.removals.length === 1) {
      setImmediate(() => void this.sendRemovals());
    }
  }

  noteProgress(sequence: number, confirmedCount: number): void {
    void call(this.worker, { method: "progress", params: { file: this.file, sequence, confirmedCount } });
  }

  shrink(sequence: number, messages: readonly FlowMessage[]): void {
    const data = encodeChunk(messages, performance.timeOrigin);
    const params = { file: this.file, sequence, count: messages.length, data };
    // Unanswered: one that fails leaves duplicates after the next start, not a loss.
    void call(this.worker, { method: "shrink", params }, [data]);
  }

  private async sendRemovals(): Promise<void> {
    const sequences = this.removals;
    this.removals = [];
    const reply = await call<number>(this.worker, { method: "remove", params: { file: this.file, sequences } });
    this.changeBytes(reply.ok ? -reply.result : 0);
  }

  private changeBytes(change: number): void {
    this.bytes += change;
    this.budget?.note(this.file, this.bytes);
  }

  async close(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await call(this.worker, { method: "close", params: { file: this.file } });
  }
}

/** Throws when the file is still there: what was thrown away must not come back. */
export async function eraseSpool(worker: WorkerLink, file: string, budget?: SpoolBudget): Promise<void> {
  const reply = await call(worker, { method: "erase", params: { file } });
  if (!reply.ok) {
    throw new Error(`The spool cannot be removed: ${reply.message}`);
  }
  budget?.note(file, 0);
}

function call<T = null>(worker: WorkerLink, request: SpoolRequest, transfer: readonly ArrayBuffer[] = []) {
  return worker.call<T>(request.method, request.params, transfer);
}

/** Whatever the disk says, the message is not safe; which code it was is for people. */
function toFailure({ code, message }: { code?: string; message: string }): Failure {
  const text = code === "SQLITE_FULL" ? "The disk is full: messages cannot be spooled." : `Spool: ${message}`;
  return { code: "diskFull", stage: "send", message: text };
}
