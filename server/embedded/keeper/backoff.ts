const firstMs = 500;
const maxMs = 30_000;
/** A process that ran this long was well; its next restart is quick again. */
const wellMs = 60_000;

/** The pause before each restart of a process that keeps dying. */
export class RestartBackoff {
  #failures = 0;

  nextMs(ranMs: number): number {
    this.#failures = ranMs >= wellMs ? 1 : this.#failures + 1;
    return Math.min(maxMs, firstMs * 2 ** (this.#failures - 1));
  }
}
