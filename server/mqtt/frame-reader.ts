import { MalformedPacketError } from "./errors";

/** The largest MQTT packet there is: one type byte, four length bytes and 268,435,455 bytes. */
const wholeStartBytes = 256 * 1024;

export interface FrameHandler {
  /** A whole packet: `packet[start]` is its first byte, the variable header begins at `bodyStart`, and it ends before `end`. False stops reading. */
  onFrame(packet: Buffer, start: number, bodyStart: number, end: number): boolean;
}

/**
 * Cuts a byte stream into MQTT packets. A packet that lies in one chunk is handed on in place; only one that spans chunks is copied, once,
 * into a buffer that grows with what has really arrived, so that a declared length alone costs nothing.
 */
export class FrameReader {
  private readonly handler: FrameHandler;
  /** Bytes of a packet whose header or body is not complete. */
  private partial: Buffer | undefined;
  private partialBytes = 0;
  /** Whole length of the partial packet; 0 while its header is incomplete. */
  private expectedBytes = 0;

  constructor(handler: FrameHandler) {
    this.handler = handler;
  }

  push(chunk: Buffer): void {
    let at = 0;
    if (this.partial !== undefined) {
      at = this.fillPartial(chunk);
      if (at < 0) {
        return;
      }
    }
    this.readWhole(chunk, at);
  }

  private readWhole(chunk: Buffer, from: number): void {
    const length = chunk.length;
    let at = from;
    while (at < length) {
      let bodyBytes = 0;
      let factor = 1;
      let cursor = at + 1;
      let byte = 0x80;
      while (cursor < length && byte >= 0x80) {
        byte = chunk[cursor++] ?? 0;
        bodyBytes += (byte & 0x7f) * factor;
        factor *= 128;
        if (byte >= 0x80 && cursor - at > 4) {
          throw new MalformedPacketError("a remaining length has more than four bytes");
        }
      }
      if (byte >= 0x80) {
        this.keepPartial(chunk, at, 0);
        return;
      }
      const end = cursor + bodyBytes;
      if (end > length) {
        this.keepPartial(chunk, at, end - at);
        return;
      }
      if (!this.handler.onFrame(chunk, at, cursor, end)) {
        return;
      }
      at = end;
    }
  }

  private keepPartial(chunk: Buffer, at: number, expectedBytes: number): void {
    const rest = chunk.length - at;
    const capacity = expectedBytes === 0 ? 5 : Math.min(expectedBytes, Math.max(wholeStartBytes, rest));
    this.partial = Buffer.allocUnsafeSlow(capacity);
    chunk.copy(this.partial, 0, at);
    this.partialBytes = rest;
    this.expectedBytes = expectedBytes;
  }

  /** Completes the partial packet from `chunk`; returns where the chunk goes on, or -1 when all of it was used or reading stopped. */
  private fillPartial(chunk: Buffer): number {
    if (this.expectedBytes === 0) {
      return this.fillHeader(chunk);
    }
    const used = Math.min(this.expectedBytes - this.partialBytes, chunk.length);
    const partial = this.roomFor(this.partialBytes + used);
    chunk.copy(partial, this.partialBytes, 0, used);
    this.partialBytes += used;
    if (this.partialBytes < this.expectedBytes) {
      return -1;
    }
    const end = this.expectedBytes;
    this.partial = undefined;
    let bodyStart = 1;
    while ((partial[bodyStart++] ?? 0) >= 0x80) {
      // skips the remaining length, which was checked when the packet began
    }
    return this.handler.onFrame(partial, 0, bodyStart, end) ? used : -1;
  }

  /** At most four bytes were kept, so joining them with the chunk is the simple way. */
  private fillHeader(chunk: Buffer): number {
    const head = this.partial?.subarray(0, this.partialBytes) ?? chunk;
    this.partial = undefined;
    this.readWhole(Buffer.concat([head, chunk]), 0);
    return -1;
  }

  private roomFor(bytes: number): Buffer {
    const partial = this.partial ?? Buffer.alloc(0);
    if (bytes <= partial.length) {
      return partial;
    }
    const larger = Buffer.allocUnsafeSlow(Math.min(this.expectedBytes, Math.max(bytes, partial.length * 2)));
    partial.copy(larger, 0, 0, this.partialBytes);
    this.partial = larger;
    return larger;
  }
}
