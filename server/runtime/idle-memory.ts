/** Long enough that whoever sends now and then is not met by the pause, some 50 ms. */
const quietMs = 15_000;
/** Less is not worth a pause. */
const slackBytesMin = 32 * 1024 * 1024;

export interface IdleMemoryOptions {
  /** A whole collection; V8 then gives back what load had made it take. Undefined where the process may not ask for one. */
  collect: (() => void) | undefined;
  heap(): { heapTotal: number; heapUsed: number };
}

/** Gives memory back when messages stop: V8 alone keeps for hours the room that a burst, or a start with many rules, has needed. */
export class IdleMemory {
  private received = 0;
  private lookAtMs: number | undefined;
  private keptBytes = 0;
  private readonly options: IdleMemoryOptions;

  constructor(
    options: IdleMemoryOptions = { collect: globalThis.gc as (() => void) | undefined, heap: process.memoryUsage },
  ) {
    this.options = options;
  }

  /** Once a second, with the messages received so far by all rules. */
  tick(received: number, nowMs: number): void {
    if (received !== this.received || this.lookAtMs === undefined) {
      this.received = received;
      this.lookAtMs = nowMs + quietMs;
      return;
    }
    if (nowMs < this.lookAtMs) {
      return;
    }
    // Not once only: rules that are made or changed take memory too.
    this.lookAtMs = nowMs + quietMs;
    if (this.slackBytes() - this.keptBytes >= slackBytesMin) {
      this.options.collect?.();
      // What V8 keeps all the same is not asked for again and again.
      this.keptBytes = this.slackBytes();
    }
  }

  private slackBytes(): number {
    const { heapTotal, heapUsed } = this.options.heap();
    return heapTotal - heapUsed;
  }
}
