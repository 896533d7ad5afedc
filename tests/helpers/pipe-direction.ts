import type { Socket } from "node:net";

/** How one direction of a proxied connection treats bytes. */
export interface PipeFault {
  /** Nothing gets through; bytes and the end of the stream wait, as behind a lost route. */
  isHeld: boolean;
  latencyMs: number;
  /** Infinity: no limit */
  bytesPerSecond: number;
  /** Cut the connection after so many further bytes; undefined: never. */
  truncateAfterBytes: number | undefined;
}

export const noFault: PipeFault = {
  isHeld: false,
  latencyMs: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  truncateAfterBytes: undefined,
};

export interface PipeCounters {
  passedBytes: number;
  /** bytes that had to wait behind a black hole */
  heldBytes: number;
  /** bytes that were delayed by latency or a rate limit */
  delayedBytes: number;
  truncations: number;
}

export const emptyPipeCounters = (): PipeCounters => ({
  passedBytes: 0,
  heldBytes: 0,
  delayedBytes: 0,
  truncations: 0,
});

const queuedBytesMax = 1024 * 1024;

interface QueuedChunk {
  chunk: Buffer;
  dueAtMs: number;
}

/** Moves bytes from one socket to the other through the fault that is set at the moment. Bounded: a full queue stops reading. */
export class PipeDirection {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #counters: PipeCounters;
  readonly #cut: () => void;
  #fault: PipeFault;
  #queue: QueuedChunk[] = [];
  #queuedBytes = 0;
  #hasEnded = false;
  #timer: NodeJS.Timeout | undefined;
  #budgetUntilMs = 0;

  constructor(from: Socket, to: Socket, fault: PipeFault, counters: PipeCounters, cut: () => void) {
    this.#from = from;
    this.#to = to;
    this.#fault = { ...fault };
    this.#counters = counters;
    this.#cut = cut;
    from.on("data", (chunk: Buffer) => this.#take(chunk));
    from.on("end", () => {
      this.#hasEnded = true;
      this.#pump();
    });
    to.on("drain", () => this.#pump());
  }

  setFault(fault: PipeFault): void {
    this.#fault = { ...fault };
    this.#pump();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  #take(chunk: Buffer): void {
    const { isHeld, latencyMs, bytesPerSecond } = this.#fault;
    const nowMs = performance.now();
    let dueAtMs = nowMs + latencyMs;
    if (Number.isFinite(bytesPerSecond)) {
      this.#budgetUntilMs = Math.max(this.#budgetUntilMs, nowMs) + (chunk.length / bytesPerSecond) * 1000;
      dueAtMs = Math.max(dueAtMs, this.#budgetUntilMs);
    }
    if (isHeld) {
      this.#counters.heldBytes += chunk.length;
    } else if (dueAtMs > nowMs) {
      this.#counters.delayedBytes += chunk.length;
    }
    this.#queue.push({ chunk, dueAtMs });
    this.#queuedBytes += chunk.length;
    if (this.#queuedBytes >= queuedBytesMax) {
      this.#from.pause();
    }
    this.#pump();
  }

  #pump(): void {
    clearTimeout(this.#timer);
    while (!this.#fault.isHeld && !this.#to.writableNeedDrain) {
      const head = this.#queue[0];
      if (head === undefined) {
        break;
      }
      const waitMs = head.dueAtMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#pump(), Math.ceil(waitMs));
        return;
      }
      this.#queue.shift();
      this.#queuedBytes -= head.chunk.length;
      if (!this.#forward(head.chunk)) {
        return;
      }
    }
    if (this.#queuedBytes < queuedBytesMax) {
      this.#from.resume();
    }
    if (this.#hasEnded && this.#queue.length === 0 && !this.#fault.isHeld) {
      this.#to.end();
    }
  }

  /** False when this chunk was the one to be truncated and the connection is gone. */
  #forward(chunk: Buffer): boolean {
    const left = this.#fault.truncateAfterBytes;
    if (left === undefined) {
      this.#counters.passedBytes += chunk.length;
      this.#to.write(chunk);
      return true;
    }
    if (chunk.length < left) {
      this.#fault.truncateAfterBytes = left - chunk.length;
      this.#counters.passedBytes += chunk.length;
      this.#to.write(chunk);
      return true;
    }
    this.#counters.passedBytes += left;
    this.#counters.truncations++;
    this.#to.write(chunk.subarray(0, left), () => this.#cut());
    this.#queue = [];
    this.#queuedBytes = 0;
    return false;
  }
}
