/** How much may be held in memory. */
export interface CreditLimits {
  messages: number;
  bytes: number;
}

/** So much a flow may always hold, whatever the others do: one that is blocked must not starve the rest. */
const ownShare: CreditLimits = { messages: 256, bytes: 512 * 1024 };

/**
 * Messages and bytes held in memory, against a limit, with hysteresis: once used up there is no room until half is free again.
 * A `parent` is the budget of the whole runtime, shared by all flows; what is taken here is taken there too.
 */
export class Credit {
  messages = 0;
  bytes = 0;
  private isExhausted = false;
  private readonly waiting = new Set<() => void>();
  private readonly limits: CreditLimits;
  private readonly parent: Credit | undefined;

  constructor(limits: CreditLimits, parent?: Credit) {
    this.limits = limits;
    this.parent = parent;
  }

  get hasRoom(): boolean {
    return !this.isExhausted && (this.parent === undefined || this.parent.hasRoom || this.isWithinOwnShare);
  }

  private get isWithinOwnShare(): boolean {
    return this.messages < ownShare.messages && this.bytes < ownShare.bytes;
  }

  /** Always takes; the answer is whether there is room for more. */
  take(bytes: number): boolean {
    this.messages += 1;
    this.bytes += bytes;
    if (this.messages >= this.limits.messages || this.bytes >= this.limits.bytes) {
      this.isExhausted = true;
    }
    this.parent?.take(bytes);
    return this.hasRoom;
  }

  giveBack(bytes: number): void {
    this.messages -= 1;
    this.bytes -= bytes;
    this.parent?.giveBack(bytes);
    if (this.isExhausted && this.messages * 2 <= this.limits.messages && this.bytes * 2 <= this.limits.bytes) {
      this.isExhausted = false;
      this.wake();
    } else if (this.waiting.size > 0 && !this.isExhausted && this.isHalfOfOwnShareFree) {
      this.wake();
    }
  }

  private get isHalfOfOwnShareFree(): boolean {
    return this.messages * 2 <= ownShare.messages && this.bytes * 2 <= ownShare.bytes;
  }

  /** Calls back when there is room again, here and at the parent or within the own share; perhaps more than once. */
  whenRoom(task: () => void): void {
    if (this.hasRoom) {
      task();
      return;
    }
    this.waiting.add(task);
    if (!this.isExhausted) {
      this.parent?.whenRoom(task);
    }
  }

  forget(task: () => void): void {
    this.waiting.delete(task);
    this.parent?.forget(task);
  }

  private wake(): void {
    const tasks = [...this.waiting];
    this.waiting.clear();
    for (const task of tasks) {
      this.whenRoom(task);
    }
  }
}
