import type { ReceivedCommand } from "./command";
import type { RemotingError } from "./errors";

/** A power of two. */
const slotsMin = 64;

interface Waiting {
  opaque: number;
  resolve(command: ReceivedCommand): void;
  reject(error: RemotingError): void;
  timer: NodeJS.Timeout;
}

/**
 * Requests that wait for an answer, by opaque. Each ends exactly once: answered, timed out, or failed with its connection.
 *
 * In slots that opaques take in turn, and not in a Map: each table that a Map outgrows refers to its successor, so that one which the
 * garbage collector has moved to its old space keeps every request after it alive until the next full collection.
 */
export class PendingRequests {
  #slots: (Waiting | undefined)[] = new Array<undefined>(slotsMin).fill(undefined);
  #size = 0;
  #nextOpaque = 1;

  get size(): number {
    return this.#size;
  }

  takeOpaque(): number {
    // Stays a positive int32, as the server's own counter does.
    this.#nextOpaque = this.#nextOpaque >= 0x7f_ff_ff_ff ? 1 : this.#nextOpaque + 1;
    return this.#nextOpaque;
  }

  add(opaque: number, timeoutMs: number, onTimeout: (startedAtMs: number) => RemotingError): Promise<ReceivedCommand> {
    return new Promise((resolve, reject) => {
      const startedAtMs = performance.now();
      const timer = setTimeout(() => {
        this.#take(opaque);
        reject(onTimeout(startedAtMs));
      }, timeoutMs);
      this.#put({ opaque, resolve, reject, timer });
    });
  }

  /** An answer nobody waits for (its request timed out) is dropped. */
  settle(command: ReceivedCommand): void {
    const waiting = this.#take(command.opaque);
    if (waiting !== undefined) {
      clearTimeout(waiting.timer);
      waiting.resolve(command);
    }
  }

  failAll(error: RemotingError): void {
    const all = this.#slots.filter((waiting) => waiting !== undefined);
    this.#slots.fill(undefined);
    this.#size = 0;
    for (const waiting of all) {
      clearTimeout(waiting.timer);
      waiting.reject(error);
    }
  }

  #put(waiting: Waiting): void {
    while (this.#slots[this.#slotOf(waiting.opaque)] !== undefined) {
      this.#grow();
    }
    this.#slots[this.#slotOf(waiting.opaque)] = waiting;
    this.#size += 1;
  }

  #take(opaque: number): Waiting | undefined {
    const slot = this.#slotOf(opaque);
    const waiting = this.#slots[slot];
    if (waiting?.opaque !== opaque) {
      return undefined;
    }
    this.#slots[slot] = undefined;
    this.#size -= 1;
    return waiting;
  }

  #slotOf(opaque: number): number {
    return opaque & (this.#slots.length - 1);
  }

  /** What had different slots before has different ones in twice as many. */
  #grow(): void {
    const before = this.#slots;
    this.#slots = new Array<undefined>(before.length * 2).fill(undefined);
    for (const waiting of before) {
      if (waiting !== undefined) {
        this.#slots[this.#slotOf(waiting.opaque)] = waiting;
      }
    }
  }
}
