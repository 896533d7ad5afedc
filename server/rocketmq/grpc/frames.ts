const prefixBytes = 5;
/** Above any answer of a proxy: the largest are routes, a few kilobytes for each queue. */
const messageBytesMax = 16 * 1024 * 1024;

/** A message as gRPC puts it into a stream: not compressed, its length before it. */
export function toFrame(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(prefixBytes + message.length);
  frame[0] = 0;
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, prefixBytes);
  return frame;
}

/** Takes a stream apart into messages, wherever its pieces end. Throws for what is compressed or too large. */
export class FrameReader {
  #rest: Buffer | undefined;

  push(piece: Buffer): Buffer[] {
    let bytes = this.#rest === undefined ? piece : Buffer.concat([this.#rest, piece]);
    const messages: Buffer[] = [];
    while (bytes.length >= prefixBytes) {
      const length = bytes.readUInt32BE(1);
      if (bytes[0] !== 0 || length > messageBytesMax) {
        throw new Error("not a message as it was asked for");
      }
      const end = prefixBytes + length;
      if (bytes.length < end) {
        break;
      }
      messages.push(bytes.subarray(prefixBytes, end));
      bytes = bytes.subarray(end);
    }
    this.#rest = bytes.length === 0 ? undefined : bytes;
    return messages;
  }
}
