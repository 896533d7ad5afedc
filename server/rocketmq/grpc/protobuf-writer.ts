const lengthDelimited = 2;

/** Bytes that a number takes; numbers below 2^53. */
export function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
    bytes += 1;
  }
  return bytes;
}

/** Bytes of a field that holds so many bytes. */
export function fieldBytes(field: number, contentBytes: number): number {
  return varintBytes(field << 3) + varintBytes(contentBytes) + contentBytes;
}

/** Writes protobuf into a buffer of exactly the size computed before. */
export class ProtobufWriter {
  readonly buffer: Buffer;
  #at = 0;

  constructor(bytes: number) {
    this.buffer = Buffer.allocUnsafe(bytes);
  }

  varint(value: number): this {
    let rest = value;
    while (rest >= 0x80) {
      this.buffer[this.#at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.buffer[this.#at++] = rest;
    return this;
  }

  /** The head of a field whose content follows. */
  head(field: number, contentBytes: number): this {
    return this.varint((field << 3) | lengthDelimited).varint(contentBytes);
  }

  number(field: number, value: number): this {
    return this.varint(field << 3).varint(value);
  }

  text(field: number, text: string, textBytes: number): this {
    this.head(field, textBytes);
    this.#at += this.buffer.write(text, this.#at, "utf8");
    return this;
  }

  bytes(field: number, content: Uint8Array): this {
    return this.head(field, content.length).raw(content);
  }

  raw(content: Uint8Array): this {
    this.buffer.set(content, this.#at);
    this.#at += content.length;
    return this;
  }
}
