/** Rows of numbers in typed arrays, oldest overwritten first. NaN is a gap. Rows must come in ascending time. */
export class RingBuffer {
  readonly #times: Float64Array;
  readonly #columns: Float64Array[];
  #start = 0;
  #length = 0;

  constructor(capacity: number, columnCount: number) {
    this.#times = new Float64Array(capacity);
    this.#columns = Array.from({ length: columnCount }, () => new Float64Array(capacity));
  }

  get length(): number {
    return this.#length;
  }

  get lastTMs(): number | undefined {
    return this.#length === 0 ? undefined : this.#times[this.#index(this.#length - 1)];
  }

  get firstTMs(): number | undefined {
    return this.#length === 0 ? undefined : this.#times[this.#start];
  }

  #index(offset: number): number {
    return (this.#start + offset) % this.#times.length;
  }

  push(tMs: number, row: readonly (number | null)[]): void {
    const capacity = this.#times.length;
    const at = this.#index(this.#length);
    this.#times[at] = tMs;
    for (const [column, values] of this.#columns.entries()) {
      values[at] = row[column] ?? Number.NaN;
    }
    if (this.#length < capacity) {
      this.#length += 1;
    } else {
      this.#start = (this.#start + 1) % capacity;
    }
  }

  clear(): void {
    this.#start = 0;
    this.#length = 0;
  }

  /** Plain columns from `fromMs` on, gaps as null. */
  read(fromMs: number): { tMs: number[]; columns: (number | null)[][] } {
    const tMs: number[] = [];
    const columns: (number | null)[][] = this.#columns.map(() => []);
    for (let offset = 0; offset < this.#length; offset += 1) {
      const at = this.#index(offset);
      const t = this.#times[at] ?? Number.NaN;
      if (t < fromMs) {
        continue;
      }
      tMs.push(t);
      for (const [column, values] of this.#columns.entries()) {
        const value = values[at] ?? Number.NaN;
        columns[column]?.push(Number.isNaN(value) ? null : value);
      }
    }
    return { tMs, columns };
  }
}
