function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** One line for each step: how far the run is, how long it took so far and about how long it will take yet. */
export class Progress {
  readonly #total: number;
  readonly #startedAtMs = performance.now();
  #done = 0;

  constructor(total: number) {
    this.#total = total;
  }

  report(text: string): void {
    this.#done += 1;
    const elapsedMs = performance.now() - this.#startedAtMs;
    const leftMs = (elapsedMs / this.#done) * (this.#total - this.#done);
    const counter = `${this.#done}/${this.#total}`.padStart(7);
    console.log(`[${counter}  ${minutes(elapsedMs)} gone, about ${minutes(leftMs)} left] ${text}`);
  }
}
