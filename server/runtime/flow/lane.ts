import { backOffMs } from "./back-off";
import { batchMessagesMax, countThatFits, missingOutcome, sendSafely } from "./batch";
import type { Failure, FlowMessage, Outcome } from "./contracts";
import type { LaneHost } from "./lane-host";
import { LaneSpool } from "./lane-spool";
import { MessageQueue } from "./message-queue";
import { Rejections } from "./rejections";
import type { ScheduledTask } from "./scheduler";

/**
 * - `direct`: from memory to the sink.
 * - `spooling`: everything new goes to disk behind what is there; the sink is fed from disk.
 * - `returning`: the disk is nearly drained; what is new waits in memory until the last of it is delivered.
 */
export type LaneMode = "direct" | "spooling" | "returning";

/**
 * Messages of equal ordering key, one request in flight. The messages being sent stay at the head of their queue until their
 * outcomes are known, so whatever is retried is still first.
 */
export class Lane {
  mode: LaneMode = "direct";
  isReady = false;
  /** Accepted and not yet safe. */
  readonly memory = new MessageQueue();
  /** Read back from the spool. */
  readonly disk = new MessageQueue();
  readonly spool: LaneSpool;
  readonly rejections: Rejections;
  isSending = false;
  /** The sink took something since the lane went to disk. */
  isSinkProven = false;
  private sendingFrom: MessageQueue | undefined;
  private sendingCount = 0;
  /** When the request in flight began. */
  sentAtMs = 0;
  private wasEmpty = true;
  private attempt = 0;
  private isProbe = false;
  /** At the gate, where a batch that is not full may have to wait. */
  private turn: "none" | "awaited" | "now" = "none";
  private retryTask: ScheduledTask | undefined;
  private readonly host: LaneHost;
  private readonly index: number;

  constructor(host: LaneHost, index: number) {
    this.host = host;
    this.index = index;
    this.spool = new LaneSpool(host, index, this);
    this.rejections = new Rejections(host, this.onSettled);
    if (this.spool.count > 0) {
      this.mode = "spooling";
    }
  }

  /** Of the head of `memory`, how many are in a request whose outcome is still unknown. */
  get sendingFromMemory(): number {
    return this.sendingFrom === this.memory ? this.sendingCount : 0;
  }

  get isFailing(): boolean {
    return this.attempt > 0;
  }

  get isEmpty(): boolean {
    return this.memory.length === 0 && this.spool.count === 0 && !this.isSending && !this.rejections.isPending;
  }

  /** Nothing of this lane is in memory only. */
  get isSafe(): boolean {
    return this.memory.length === 0 && !this.rejections.isPending;
  }

  /** Nor is an answer awaited that would tell what on disk need not be sent again. */
  get isSettled(): boolean {
    return this.isSafe && !this.isSending;
  }

  /** Does whatever can be done now; harmless at any time. */
  pump(): void {
    if (this.host.isHalted) {
      return;
    }
    this.spool.append();
    this.rejections.store();
    if (this.isSending || this.retryTask !== undefined || this.rejections.isPending) {
      return;
    }
    const queue = this.nextQueue();
    if (queue === undefined) {
      return;
    }
    if (!this.host.isSinkConnected && !this.isProbe) {
      this.retryLater(undefined);
      return;
    }
    if (this.mustGather(queue)) {
      return;
    }
    // To a destination that may be frozen, each attempt is one more copy that it stores when it wakes.
    const countMax = this.host.isSinkConnected ? batchMessagesMax : 1;
    this.isProbe = false;
    this.send(queue, countMax);
  }

  /** While enough requests are under way, a batch that is not full waits for its turn. */
  private mustGather(queue: MessageQueue): boolean {
    const { gate, limits } = this.host.sink;
    const isFull = queue.length >= Math.min(batchMessagesMax, limits.batchMessagesMax);
    if (gate === undefined || isFull || gate.hasRoom || this.turn === "now") {
      this.turn = "none";
      return false;
    }
    if (this.turn === "none") {
      this.turn = "awaited";
      gate.wait(this.onTurn);
    }
    return true;
  }

  private readonly onTurn = (): void => {
    // It may have sent meanwhile, being full.
    if (this.turn === "awaited") {
      this.turn = "now";
      this.pump();
    }
  };

  /** The sink is connected again: whatever waits for its back-off goes now. */
  wake(): void {
    this.retryTask?.cancel();
    this.retryTask = undefined;
    this.attempt = 0;
    this.onSettled();
  }

  beginSpooling(): void {
    if (this.mode !== "spooling") {
      this.mode = "spooling";
      this.isSinkProven = false;
      this.pump();
    }
  }

  /** Its messages are on disk now; the outcomes still to come belong to those copies. */
  detachSending(): void {
    this.sendingFrom = undefined;
  }

  dropVoid(): void {
    const isVoid = (message: FlowMessage): boolean => {
      const isGone = message.receipt?.isVoid === true;
      if (isGone) {
        this.host.settlement.returned(message);
      }
      return isGone;
    };
    this.memory.sweep(Math.max(this.sendingFromMemory, this.spool.appending), isVoid);
    this.rejections.release((message) => message.receipt?.isVoid === true);
    // What was let go may have been all that the lane waited for.
    this.spool.considerReturn();
    this.pump();
  }

  halt(): void {
    this.retryTask?.cancel();
    // First, while it can still be seen what is rejected and not stored.
    this.spool.halt();
    this.rejections.halt();
    this.memory.sweep(0, (message) => {
      this.host.settlement.returned(message);
      return true;
    });
    this.memory.clear();
    this.disk.clear();
  }

  readonly onSettled = (): void => {
    this.spool.considerReturn();
    this.wasEmpty ||= this.isEmpty;
    this.pump();
    if (this.isSafe) {
      this.host.onLaneSettled();
    }
  };

  private nextQueue(): MessageQueue | undefined {
    if (this.mode === "direct") {
      return this.memory.length > 0 ? this.memory : undefined;
    }
    if (this.host.isStopping) {
      return undefined;
    }
    if (this.disk.length < batchMessagesMax) {
      this.spool.read();
    }
    return this.disk.length > 0 ? this.disk : undefined;
  }

  private send(queue: MessageQueue, countMax: number): void {
    const { batchBytesMax, batchMessagesMax: sinkMessagesMax } = this.host.sink.limits;
    const count = countThatFits(queue, {
      batchBytesMax,
      batchMessagesMax: Math.min(countMax, sinkMessagesMax),
    });
    const isLaneEmpty = this.wasEmpty;
    this.wasEmpty = false;
    this.isSending = true;
    this.sentAtMs = this.host.scheduler.now();
    this.sendingFrom = queue;
    this.sendingCount = count;
    this.host.sink.gate?.begin();
    void sendSafely(this.host.sink, this.index, queue.first(count), isLaneEmpty).then(this.onOutcomes);
  }

  private readonly onOutcomes = (outcomes: readonly Outcome[]): void => {
    this.host.sink.gate?.end();
    if (this.host.isHalted) {
      return;
    }
    const retry =
      this.sendingFrom === undefined || (this.sendingFrom === this.memory && this.spool.isOverlapping)
        ? this.spool.settleOverlap(outcomes)
        : this.settleHead(this.sendingFrom, outcomes);
    this.isSending = false;
    this.sendingFrom = undefined;
    if (retry === undefined) {
      this.attempt = 0;
      this.isSinkProven = true;
    } else {
      this.host.onFailure(retry.reason);
      this.retryLater(retry.afterMs);
    }
    this.onSettled();
  };

  private settleHead(queue: MessageQueue, outcomes: readonly Outcome[]): RetryNote | undefined {
    const count = this.sendingCount;
    const isFromSpool = queue === this.disk;
    const nowMs = this.host.scheduler.now();
    let kept: boolean[] | undefined;
    let note: RetryNote | undefined;
    for (let index = 0; index < count; index += 1) {
      const message = queue.at(index) as FlowMessage; // safe because the head stays in place while it is being sent
      const outcome = outcomes[index] ?? missingOutcome;
      if (outcome.status === "delivered") {
        if (outcome.warning !== undefined) {
          this.host.onWarning(outcome.warning);
        }
        message.passport?.noteStored(outcome.storedAt, this.sentAtMs);
        this.host.settlement.delivered(message, isFromSpool, nowMs);
      } else if (outcome.status === "rejected") {
        this.rejections.add(message, outcome.reason, isFromSpool);
      } else {
        note = outcome;
        this.host.settlement.ledger.retried += 1;
        message.passport?.noteRetried();
        if (!isFromSpool && message.receipt?.isVoid === true) {
          this.host.settlement.returned(message);
        } else {
          kept ??= new Array<boolean>(count).fill(false);
          kept[index] = true;
        }
      }
    }
    if (kept === undefined) {
      queue.drop(count);
    } else {
      const flags = kept;
      queue.settle(count, (_, index) => flags[index] === true);
    }
    return note;
  }

  private retryLater(afterMs: number | undefined): void {
    const delayMs = Math.min(retryDelayMsMax, Math.max(afterMs ?? 0, backOffMs(this.attempt, this.host.random)));
    this.attempt += 1;
    this.retryTask?.cancel();
    this.retryTask = this.host.scheduler.after(delayMs, () => {
      this.retryTask = undefined;
      this.isProbe = true;
      this.pump();
    });
  }
}

/** A destination that asks for a longer pause is still tried this often, so that nothing waits for ever on a wrong hint. */
const retryDelayMsMax = 30_000;

export interface RetryNote {
  reason: Failure;
  afterMs?: number;
}
