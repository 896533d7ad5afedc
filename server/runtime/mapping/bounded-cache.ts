/** Remembers computed values. Emptied when full: cheaper than keeping an order of use, and refilled within moments. */
export class BoundedCache<Value> {
  private readonly entries = new Map<string, Value>();
  private readonly entriesMax: number;
  private readonly keyLengthMax: number;
  private readonly compute: (key: string) => Value;

  constructor(compute: (key: string) => Value, entriesMax: number, keyLengthMax: number) {
    this.compute = compute;
    this.entriesMax = entriesMax;
    this.keyLengthMax = keyLengthMax;
  }

  get(key: string): Value {
    const known = this.entries.get(key);
    if (known !== undefined) {
      return known;
    }
    const value = this.compute(key);
    if (key.length <= this.keyLengthMax) {
      if (this.entries.size >= this.entriesMax) {
        this.entries.clear();
      }
      this.entries.set(key, value);
    }
    return value;
  }
}
