/** Reads forward over bytes of unknown origin. Reading past the end throws RangeError, which the decoder expects. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get at(): number {
    return this.#at;
  }

  int8(): number {
    return this.#bytes.readUInt8(this.#advance(1));
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#advance(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#advance(4));
  }

  /** Offsets and times fit a double; what does not is garbage. */
  int64(): number {
    const value = Number(this.#bytes.readBigInt64BE(this.#advance(8)));
    if (!Number.isSafeInteger(value)) {
      throw new RangeError("number too large");
    }
    return value;
  }

  take(length: number): Buffer {
    if (length < 0) {
      throw new RangeError("negative length");
    }
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  #advance(length: number): number {
    const start = this.#at;
    if (start + length > this.#bytes.length) {
      throw new RangeError("past the end");
    }
    this.#at = start + length;
    return start;
  }
}
