/** So many at once, then so many a second. Filled by a tick, so that taking one costs an addition. */
export class TokenBucket {
  left: number;
  private readonly perSecond: number;
  private readonly burst: number;

  constructor({ perSecond, burst }: { perSecond: number; burst: number }) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.left = burst;
  }

  /** Once a second. */
  refill(): void {
    this.left = Math.min(this.burst, this.left + this.perSecond);
  }
}
