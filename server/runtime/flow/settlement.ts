import type { FlowMessage } from "./contracts";
import type { Credit } from "./credit";
import type { LatencyHistogram } from "./latency";
import type { Ledger } from "./ledger";

/** Rough size in memory: exact enough to bound it, and the same number when given back. */
export function messageBytes(message: FlowMessage): number {
  return message.body.length + message.properties.length + message.key.length + 128;
}

/** Without a beat for so long the process did not run: another may have taken its place meanwhile. */
const frozenMs = 1_000;

/** Every way in which a message leaves memory or disk: the ledger, the credit and the acknowledgement move together, here only. */
export class Settlement {
  lastConfirmedAtMs = 0;
  readonly ledger: Ledger;
  private readonly held: Credit;
  private readonly bestEffort: Credit;
  private readonly latency: LatencyHistogram;
  /** Ends the process when it lost its data folder while it was frozen. */
  private readonly onWake: () => void;
  private beatAtMs = Number.POSITIVE_INFINITY;

  constructor(ledger: Ledger, held: Credit, bestEffort: Credit, latency: LatencyHistogram, onWake: () => void) {
    this.onWake = onWake;
    this.ledger = ledger;
    this.held = held;
    this.bestEffort = bestEffort;
    this.latency = latency;
  }

  /** Called several times a second while this process runs. */
  beat(nowMs: number): void {
    this.beatAtMs = nowMs;
  }

  /** Came after the end: unacknowledged it comes again, without an acknowledgement to wait for it is lost. */
  refuse(receipt: FlowMessage["receipt"]): void {
    if (receipt === undefined) {
      this.ledger.received += 1;
      this.ledger.lost += 1;
    }
  }

  /** False when a QoS 0 message found its queue full: it is lost, and counted. */
  take(message: FlowMessage): boolean {
    const { ledger } = this;
    ledger.received += message.isRedriven === true ? 0 : 1;
    if (message.receipt === undefined) {
      if (!this.bestEffort.hasRoom) {
        ledger.lost += 1;
        message.passport?.end("lost");
        return false;
      }
      this.bestEffort.take(messageBytes(message));
    } else {
      this.held.take(messageBytes(message));
    }
    ledger.deadLettered -= message.isRedriven === true ? 1 : 0;
    ledger.inFlight += 1;
    return true;
  }

  delivered(message: FlowMessage, isFromSpool: boolean, nowMs: number): void {
    this.leave(message, isFromSpool);
    this.ledger.delivered += 1;
    this.ledger.bytes += message.body.length;
    this.latency.record(nowMs - message.receivedAtMs);
    message.passport?.end("delivered");
    this.confirm(message, nowMs);
  }

  deadLettered(message: FlowMessage, isFromSpool: boolean, nowMs: number): void {
    this.leave(message, isFromSpool);
    this.ledger.deadLettered += 1;
    message.passport?.end("deadLettered");
    this.confirm(message, nowMs);
  }

  spooled(message: FlowMessage, nowMs: number): void {
    this.leave(message, false);
    this.ledger.spooled += 1;
    message.passport?.end("spooled");
    this.confirm(message, nowMs);
  }

  /** RocketMQ's answer came after the message went to disk. */
  deliveredOnDisk(message: FlowMessage, nowMs: number): void {
    this.ledger.spooled -= 1;
    this.ledger.delivered += 1;
    this.ledger.bytes += message.body.length;
    this.latency.record(nowMs - message.receivedAtMs);
    message.passport?.end("delivered");
    this.lastConfirmedAtMs = nowMs;
  }

  /** Let go without an acknowledgement: the client has it still, or the dead letter store has. QoS 0 has no one to go back to. */
  returned(message: FlowMessage): void {
    this.leave(message, false);
    if (message.isRedriven === true) {
      this.ledger.deadLettered += 1;
    } else if (message.receipt === undefined) {
      this.ledger.lost += 1;
      message.passport?.end("lost");
    } else {
      this.ledger.returned += 1;
      message.passport?.end("returned");
    }
  }

  private confirm(message: FlowMessage, nowMs: number): void {
    if (nowMs - this.beatAtMs > frozenMs) {
      this.beatAtMs = nowMs;
      this.onWake();
    }
    this.lastConfirmedAtMs = nowMs;
    message.receipt?.confirm();
  }

  private leave(message: FlowMessage, isFromSpool: boolean): void {
    if (isFromSpool) {
      this.ledger.spooled -= 1;
      return;
    }
    this.ledger.inFlight -= 1;
    const credit = message.receipt === undefined ? this.bestEffort : this.held;
    credit.giveBack(messageBytes(message));
  }
}
