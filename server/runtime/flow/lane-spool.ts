import { say } from "@/lib/said/say";
import { backOffMs } from "./back-off";
import { countThatFits, spoolChunkLimits } from "./batch";
import type { Failure, FlowMessage, Outcome, Receipt } from "./contracts";
import type { Lane, RetryNote } from "./lane";
import type { LaneHost } from "./lane-host";
import { Overlap } from "./overlap";
import type { AppendResult, SpooledChunk } from "./ports";
import type { ScheduledTask } from "./scheduler";

/** With no more than this on disk a lane goes back to direct: what is new waits in memory for the few milliseconds it takes. */
const returnCountMax = 256;

/** A chunk that takes longer than this to drain has its progress noted: a kill repeats what was confirmed since. */
const progressMs = 200;

const missingOnDisk: Failure = { code: "unknown", stage: "send", message: "Spooled messages were not found on disk." };

/** The part of one lane that is on disk, and the way there and back. */
export class LaneSpool {
  /** Messages on disk and unconfirmed. */
  count: number;
  /** Of the head of the lane's memory, how many are being written. */
  appending = 0;
  private unread: number;
  private lastReadSequence = 0;
  private isReading = false;
  private attempt = 0;
  private retryTask: ScheduledTask | undefined;
  private progressTask: ScheduledTask | undefined;
  private overlap: Overlap | undefined;
  private readonly host: LaneHost;
  private readonly index: number;
  private readonly lane: Lane;

  constructor(host: LaneHost, index: number, lane: Lane) {
    this.host = host;
    this.index = index;
    this.lane = lane;
    this.count = host.spool.initialCounts[index] ?? 0;
    this.unread = this.count;
  }

  /** Messages in a request whose outcome is unknown are being written, or are on disk already. */
  get isOverlapping(): boolean {
    return this.overlap !== undefined;
  }

  /** Writes what has gathered; one write in flight for a lane. A request in flight enters first, as a piece of its own. */
  append(): void {
    const { memory, sendingFromMemory } = this.lane;
    if (this.lane.mode !== "spooling" || this.appending > 0 || memory.length === 0 || this.retryTask !== undefined) {
      return;
    }
    const count = sendingFromMemory > 0 ? sendingFromMemory : countThatFits(memory, spoolChunkLimits);
    const messages = memory.first(count);
    const overlap = sendingFromMemory > 0 ? new Overlap(messages) : undefined;
    this.overlap ??= overlap;
    this.appending = count;
    void this.host.spool.append(this.index, messages).then((result) => this.onAppended(messages, overlap, result));
  }

  read(): void {
    if (this.isReading || this.overlap !== undefined || this.unread === 0 || this.retryTask !== undefined) {
      return;
    }
    this.isReading = true;
    void this.host.spool.read(this.index, this.lastReadSequence).then((result) => {
      this.isReading = false;
      if (this.host.isHalted) {
        return;
      }
      if ("code" in result || result.length === 0) {
        this.host.onFailure("code" in result ? result : missingOnDisk);
        this.tryAgainLater();
        return;
      }
      for (const chunk of result) {
        this.takeIn(chunk);
      }
      this.attempt = 0;
      this.lane.pump();
    });
  }

  /** Outcomes of a request that was in flight when the lane went to disk. What was not delivered stays on disk, in its place. */
  settleOverlap(outcomes: readonly Outcome[]): RetryNote | undefined {
    const { overlap } = this;
    if (overlap === undefined) {
      return undefined;
    }
    const nowMs = this.host.scheduler.now();
    const { settlement } = this.host;
    const note = overlap.applyOutcomes(outcomes, this.lane.sentAtMs, {
      onDelivered: (message) => {
        if (overlap.isCommitted) {
          this.count -= 1;
          settlement.deliveredOnDisk(message, nowMs);
        } else {
          settlement.delivered(message, false, nowMs);
        }
      },
      onRetry: () => {
        settlement.ledger.retried += 1;
      },
    });
    this.finishOverlap();
    return note;
  }

  considerReturn(): void {
    const { lane, host } = this;
    if (this.overlap !== undefined || host.isStopping) {
      return;
    }
    const isSinkWell = host.isSinkConnected && !lane.isFailing && (lane.isSinkProven || this.count === 0);
    if (lane.mode === "spooling" && isSinkWell && this.count <= returnCountMax) {
      lane.mode = "returning";
    }
    if (lane.mode === "returning" && this.count === 0 && this.appending === 0) {
      lane.mode = "direct";
    }
  }

  halt(): void {
    this.retryTask?.cancel();
    this.progressTask?.cancel();
    if (this.overlap?.isCommitted === false) {
      this.dropDelivered(this.overlap);
    }
    this.shrinkFirstChunk();
  }

  /** Chunks that are drained sooner cost nothing: their removal says it all. */
  private noteProgressLater(sequence: number): void {
    this.progressTask ??= this.host.scheduler.after(progressMs, () => {
      this.progressTask = undefined;
      const { disk, rejections } = this.lane;
      const first = disk.at(0);
      const receipt = first?.receipt;
      // A rejected message that is not stored yet has left the queue, and must stay on disk.
      if (!(receipt instanceof ChunkReceipt) || !receipt.isPartlyConfirmed || rejections.isPending) {
        return;
      }
      if (receipt.sequence === sequence) {
        this.host.spool.noteProgress(sequence, receipt.messages.indexOf(first as FlowMessage)); // safe because it has the receipt
      } else {
        this.noteProgressLater(receipt.sequence);
      }
    });
  }

  /** Only the first chunk in memory can be confirmed in part; without this all of it would be sent again after the next start. */
  private shrinkFirstChunk(): void {
    const { disk, rejections } = this.lane;
    const receipt = disk.at(0)?.receipt;
    // A rejected message that is not stored yet has left the queue, and must stay on disk.
    if (!(receipt instanceof ChunkReceipt) || !receipt.isPartlyConfirmed || rejections.isPending) {
      return;
    }
    const left = disk.first(disk.length).filter((message) => message.receipt === receipt);
    this.host.spool.shrink(receipt.sequence, left);
  }

  private onAppended(messages: readonly FlowMessage[], overlap: Overlap | undefined, result: AppendResult): void {
    this.appending = 0;
    if (this.host.isHalted) {
      return;
    }
    if (result.status === "committed") {
      this.attempt = 0;
      this.onCommitted(messages, overlap, result.sequence);
    } else {
      this.host.onFailure(
        result.status === "full" ? { code: "spoolFull", stage: "send", message: say("ruleSpoolFull") } : result.reason,
      );
      this.onNotAppended(overlap);
    }
    this.lane.onSettled();
  }

  private onCommitted(messages: readonly FlowMessage[], overlap: Overlap | undefined, sequence: number): void {
    const nowMs = this.host.scheduler.now();
    for (let index = 0; index < messages.length; index += 1) {
      if (overlap?.isDelivered(index) !== true) {
        this.count += 1;
        this.host.settlement.spooled(messages[index] as FlowMessage, nowMs); // safe because of the bound
      }
    }
    this.unread += messages.length;
    this.lane.memory.drop(messages.length);
    if (overlap !== undefined) {
      overlap.sequence = sequence;
      this.lane.detachSending();
      this.finishOverlap();
    }
  }

  private onNotAppended(overlap: Overlap | undefined): void {
    if (overlap !== undefined) {
      this.overlap = undefined;
      this.dropDelivered(overlap);
    }
    this.tryAgainLater();
    // With nothing on disk there is no order to keep: the sink may be back before the disk is.
    if (this.count === 0) {
      this.lane.mode = "direct";
    }
  }

  /** RocketMQ has these; they stood in memory only until the disk had answered. */
  private dropDelivered(overlap: Overlap): void {
    if (overlap.areOutcomesKnown) {
      this.lane.memory.settle(overlap.messages.length, (_, index) => !overlap.isDelivered(index));
    }
  }

  /** Once both answers are in: remembers which copies on disk need not be sent again. */
  private finishOverlap(): void {
    const { overlap } = this;
    if (overlap === undefined || overlap.sequence === undefined || !overlap.areOutcomesKnown) {
      return;
    }
    this.overlap = undefined;
    if (overlap.isAllDelivered) {
      this.unread -= overlap.messages.length;
      // It was the first on disk; a read may overtake its removal and must not bring it back.
      this.lastReadSequence = overlap.sequence;
      this.host.spool.remove(overlap.sequence);
    } else if (overlap.isAnyDelivered) {
      this.partlyDelivered.set(overlap.sequence, overlap);
    }
  }

  /** At most the one overlap of each spell on disk. */
  private readonly partlyDelivered = new Map<number, Overlap>();

  private takeIn(chunk: SpooledChunk): void {
    const delivered = this.partlyDelivered.get(chunk.sequence);
    this.partlyDelivered.delete(chunk.sequence);
    this.lastReadSequence = chunk.sequence;
    this.unread -= chunk.messages.length;
    const messages = chunk.messages.filter((_, index) => delivered?.isDelivered(index) !== true);
    const receipt = new ChunkReceipt(this, chunk, messages.length);
    for (const message of messages) {
      message.receipt = receipt;
      if (message.isTraced === true) {
        this.host.tracer?.resume(message);
      }
      this.lane.disk.push(message);
    }
  }

  onChunkConfirmed(sequence: number, remaining: number): void {
    this.count -= 1;
    if (remaining === 0) {
      this.host.spool.remove(sequence);
    } else {
      this.noteProgressLater(sequence);
    }
  }

  private tryAgainLater(): void {
    const delayMs = backOffMs(this.attempt, this.host.random);
    this.attempt += 1;
    this.retryTask = this.host.scheduler.after(delayMs, () => {
      this.retryTask = undefined;
      this.lane.pump();
    });
  }
}

/** One for all messages of a chunk: the chunk leaves the disk with its last message. */
class ChunkReceipt implements Receipt {
  readonly isVoid = false;
  private readonly spool: LaneSpool;
  readonly sequence: number;
  /** As they stand on disk. */
  readonly messages: readonly FlowMessage[];
  private remaining: number;

  constructor(spool: LaneSpool, { sequence, messages }: SpooledChunk, remaining: number) {
    this.spool = spool;
    this.sequence = sequence;
    this.messages = messages;
    this.remaining = remaining;
  }

  get isPartlyConfirmed(): boolean {
    return this.remaining < this.messages.length;
  }

  confirm(): void {
    this.remaining -= 1;
    this.spool.onChunkConfirmed(this.sequence, this.remaining);
  }
}
