import type { Receipt } from "@/server/runtime/flow/contracts";

/** A dead letter on its way through the flow once more: it stays stored until it is safe elsewhere. */
export class RedriveReceipt implements Receipt {
  readonly isVoid = false;
  readonly id: number;
  /** Set when it was rejected again: the stored one remains, with the new cause. */
  isRejectedAgain = false;
  private readonly onSafe: (id: number) => void;

  constructor(id: number, onSafe: (id: number) => void) {
    this.id = id;
    this.onSafe = onSafe;
  }

  confirm(): void {
    if (!this.isRejectedAgain) {
      this.onSafe(this.id);
    }
  }
}
