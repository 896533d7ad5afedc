export interface BackoffOptions {
  firstMs: number;
  maxMs: number;
}

/** Doubling delays with half of each at random, so that many clients of a restarted server do not come back at once. */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #random: () => number;
  #attempts = 0;

  constructor(options: BackoffOptions, random: () => number = Math.random) {
    this.#options = options;
    this.#random = random;
  }

  nextMs(): number {
    const fullMs = Math.min(this.#options.maxMs, this.#options.firstMs * 2 ** Math.min(this.#attempts, 30));
    this.#attempts += 1;
    return fullMs / 2 + (fullMs / 2) * this.#random();
  }

  reset(): void {
    this.#attempts = 0;
  }
}
