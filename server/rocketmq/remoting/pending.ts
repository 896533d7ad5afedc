import type { ReceivedCommand } from "./command";
import type { RemotingError } from "./errors";

interface Waiting {
  resolve(command: ReceivedCommand): void;
  reject(error: RemotingError): void;
  timer: NodeJS.Timeout;
}

/** Requests that wait for an answer, by opaque. Each ends exactly once: answered, timed out, or failed with its connection. */
export class PendingRequests {
  readonly #waiting = new Map<number, Waiting>();
  #nextOpaque = 1;

  get size(): number {
    return this.#waiting.size;
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
        this.#waiting.delete(opaque);
        reject(onTimeout(startedAtMs));
      }, timeoutMs);
      this.#waiting.set(opaque, { resolve, reject, timer });
    });
  }

  /** An answer nobody waits for (its request timed out) is dropped. */
  settle(command: ReceivedCommand): void {
    const waiting = this.#waiting.get(command.opaque);
    if (waiting !== undefined) {
      this.#waiting.delete(command.opaque);
      clearTimeout(waiting.timer);
      waiting.resolve(command);
    }
  }

  failAll(error: RemotingError): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const waiting of all) {
      clearTimeout(waiting.timer);
      waiting.reject(error);
    }
  }
}
