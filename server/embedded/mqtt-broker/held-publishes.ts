import type { Client } from "aedes";
import { pauseReading, resumeReading } from "./aedes-internals";
import type { PublishHandler, PublishHold } from "./contracts";

/** A handler with the number of acknowledgements held for it. */
export interface HandlerSlot {
  handler: PublishHandler;
  held: number;
}

type Release = (error?: Error | null) => void;

/** One acknowledgement in the order of its connection. */
class Hold implements PublishHold {
  isConfirmed = false;
  readonly slot: HandlerSlot | undefined;
  readonly release: Release;
  private readonly owner: HeldPublishes;

  constructor(owner: HeldPublishes, slot: HandlerSlot | undefined, release: Release) {
    this.owner = owner;
    this.slot = slot;
    this.release = release;
  }

  get isVoid(): boolean {
    return this.owner.isVoid;
  }

  confirm(): void {
    if (!this.isConfirmed && !this.owner.isVoid) {
      this.isConfirmed = true;
      this.owner.onConfirmed(this);
    }
  }

  holdBack(): void {
    this.owner.holdBack();
  }
}

/** The acknowledgements one connection waits for, released in the order of its publishes. */
export class HeldPublishes {
  readonly client: Client;
  private readonly onCount: (change: number) => void;
  private holds: (Hold | undefined)[] = [];
  private head = 0;
  private isDropped = false;
  private isHeldBack = false;

  constructor(client: Client, onCount: (change: number) => void) {
    this.client = client;
    this.onCount = onCount;
  }

  get isVoid(): boolean {
    return this.isDropped || this.client.closed;
  }

  get size(): number {
    return this.holds.length - this.head;
  }

  hold(slot: HandlerSlot, release: Release): PublishHold {
    const hold = new Hold(this, slot, release);
    this.holds.push(hold);
    slot.held++;
    this.onCount(1);
    return hold;
  }

  /** For a publish nobody holds: at once, or in its turn behind those that are held. */
  pass(release: Release): void {
    if (this.size === 0) {
      release(null);
      return;
    }
    const hold = new Hold(this, undefined, release);
    hold.isConfirmed = true;
    this.holds.push(hold);
  }

  holdBack(): void {
    if (!this.isHeldBack && !this.isVoid) {
      this.isHeldBack = true;
      pauseReading(this.client);
    }
  }

  onConfirmed(hold: Hold): void {
    this.settle(hold);
    for (let next = this.holds[this.head]; next?.isConfirmed === true; next = this.holds[this.head]) {
      // Let go at once: whatever is still referred to when the garbage collector looks, it keeps for long.
      this.holds[this.head++] = undefined;
      next.release(null);
    }
    this.tidy();
    if (this.isHeldBack && this.size === 0) {
      this.isHeldBack = false;
      resumeReading(this.client);
    }
  }

  waitsFor(slot: HandlerSlot): boolean {
    return this.holds.some((hold) => hold?.slot === slot && !hold.isConfirmed);
  }

  /** The connection closed: nothing is released any more. Returns the handlers that had something held. */
  drop(): ReadonlySet<HandlerSlot> {
    const slots = new Set<HandlerSlot>();
    for (const hold of this.holds.slice(this.head)) {
      if (hold?.isConfirmed === false && hold.slot !== undefined) {
        slots.add(hold.slot);
        this.settle(hold);
      }
    }
    this.isDropped = true;
    this.holds = [];
    this.head = 0;
    return slots;
  }

  private tidy(): void {
    if (this.head === this.holds.length) {
      this.holds.length = 0;
      this.head = 0;
    } else if (this.head > 256 && this.head * 2 > this.holds.length) {
      this.holds = this.holds.slice(this.head);
      this.head = 0;
    }
  }

  private settle(hold: Hold): void {
    if (hold.slot !== undefined) {
      hold.slot.held--;
      this.onCount(-1);
    }
  }
}
