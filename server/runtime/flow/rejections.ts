import { say } from "@/lib/said/say";
import type { Failure, FlowMessage } from "./contracts";
import type { LaneHost } from "./lane-host";
import type { ScheduledTask } from "./scheduler";

const retryDelayMs = 1_000;

interface Rejection {
  message: FlowMessage;
  reason: Failure;
  isFromSpool: boolean;
}

/** Rejected messages of one lane on their way to the dead letters. The lane sends nothing more until they are stored. */
export class Rejections {
  private pending: Rejection[] = [];
  private isStoring = false;
  private retryTask: ScheduledTask | undefined;
  private readonly host: LaneHost;
  private readonly onStored: () => void;

  constructor(host: LaneHost, onStored: () => void) {
    this.host = host;
    this.onStored = onStored;
  }

  get oldestAtMs(): number | undefined {
    return this.pending[0]?.message.receivedAtMs;
  }

  get isPending(): boolean {
    return this.pending.length > 0;
  }

  add(message: FlowMessage, reason: Failure, isFromSpool: boolean): void {
    message.passport?.noteRejected(reason);
    this.pending.push({ message, reason, isFromSpool });
  }

  store(): void {
    if (this.pending.length === 0 || this.isStoring || this.retryTask !== undefined) {
      return;
    }
    this.isStoring = true;
    const letters = this.pending.slice(0, 256);
    this.host.deadLetters.add(letters).then(
      (result) => this.onResult(letters, result),
      () => this.onResult(letters, "failed"),
    );
  }

  /** Lets everything go that has an acknowledgement to go back to; what stands in the spool simply stays there. */
  release(isReleased: (message: FlowMessage) => boolean): void {
    if (this.isStoring) {
      return;
    }
    this.pending = this.pending.filter((rejection) => {
      const isGone = rejection.isFromSpool ? false : isReleased(rejection.message);
      if (isGone) {
        this.host.settlement.returned(rejection.message);
      }
      return !isGone;
    });
  }

  halt(): void {
    this.retryTask?.cancel();
    this.isStoring = false;
    this.release(() => true);
    this.pending = [];
  }

  private onResult(letters: readonly Rejection[], result: "stored" | "full" | "failed"): void {
    this.isStoring = false;
    if (this.host.isHalted) {
      return;
    }
    if (result !== "stored") {
      this.host.onFailure(
        result === "full"
          ? { code: "deadLettersFull", stage: "send", message: say("deadLettersFull") }
          : { code: "diskFull", stage: "send", message: "A dead letter could not be written to disk." },
      );
      this.retryTask = this.host.scheduler.after(retryDelayMs, () => {
        this.retryTask = undefined;
        this.store();
      });
      return;
    }
    this.pending = this.pending.slice(letters.length);
    const nowMs = this.host.scheduler.now();
    for (const { message, isFromSpool } of letters) {
      this.host.settlement.deadLettered(message, isFromSpool, nowMs);
    }
    this.onStored();
  }
}
