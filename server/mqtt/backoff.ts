export interface BackoffOptions {
  firstMs: number;
  maxMs: number;
  /** A number in [0, 1); replaceable for tests. */
  random?: () => number;
}

/** Doubling delays with jitter: half of each is fixed, half is random, so that many rules do not return together. */
export class Backoff {
  private attempts = 0;
  private readonly options: BackoffOptions;

  constructor(options: BackoffOptions) {
    this.options = options;
  }

  nextMs(): number {
    const ceilingMs = Math.min(this.options.maxMs, this.options.firstMs * 2 ** Math.min(this.attempts, 30));
    this.attempts++;
    const random = this.options.random ?? Math.random;
    return ceilingMs / 2 + (ceilingMs / 2) * random();
  }

  reset(): void {
    this.attempts = 0;
  }
}
