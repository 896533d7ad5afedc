const subBuckets = 32;
const subBucketBits = 5;
const bucketCount = subBuckets * 27;

/** Log-linear histogram of microseconds, 3 % wide buckets up to 35 minutes: an addition and a shift for each message. */
export class LatencyHistogram {
  count = 0;
  private readonly buckets = new Uint32Array(bucketCount);

  record(latencyMs: number): void {
    this.count += 1;
    const index = indexOf(latencyMs * 1_000);
    this.buckets[index] = (this.buckets[index] ?? 0) + 1;
  }

  /** Milliseconds; null while nothing was recorded. */
  percentile(percent: number): number | null {
    if (this.count === 0) {
      return null;
    }
    const rank = Math.max(1, Math.ceil((percent / 100) * this.count));
    let seen = 0;
    for (let index = 0; index < bucketCount; index += 1) {
      seen += this.buckets[index] ?? 0;
      if (seen >= rank) {
        return middleOf(index) / 1_000;
      }
    }
    return null;
  }

  addFrom(other: LatencyHistogram): void {
    if (other.count === 0) {
      return;
    }
    this.count += other.count;
    for (let index = 0; index < bucketCount; index += 1) {
      this.buckets[index] = (this.buckets[index] ?? 0) + (other.buckets[index] ?? 0);
    }
  }

  reset(): void {
    if (this.count > 0) {
      this.count = 0;
      this.buckets.fill(0);
    }
  }
}

function indexOf(microseconds: number): number {
  const value = microseconds < 0 ? 0 : Math.min(microseconds, 0x7fffffff) | 0;
  if (value < subBuckets) {
    return value;
  }
  const shift = 31 - Math.clz32(value) - subBucketBits;
  return Math.min(bucketCount - 1, (shift + 1) * subBuckets + ((value >>> shift) - subBuckets));
}

function middleOf(index: number): number {
  if (index < subBuckets) {
    return index;
  }
  const shift = Math.floor(index / subBuckets) - 1;
  return ((index % subBuckets) + subBuckets + 0.5) * 2 ** shift;
}
