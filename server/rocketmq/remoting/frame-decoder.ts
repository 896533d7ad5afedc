import { decodeBinaryHeader } from "./binary-header";
import { emptyFields, flagOneway, flagResponse, type ReceivedCommand } from "./command";
import { RemotingError } from "./errors";

export const frameBytesMaxDefault = 64 * 1024 * 1024;
/** A header of a batch answer is a few KiB; more than this is not Remoting. */
const headerBytesMax = 8 * 1024 * 1024;
const lengthBytes = 4;

/**
 * Cuts a byte stream into commands. Never throws for what a peer sent: the first malformed frame ends the stream with a
 * `protocol` error, returned from `push`, and everything after it is ignored. Memory held is bounded by what was received
 * and by the largest frame allowed; each byte is copied at most twice however it was cut.
 */
export class FrameDecoder {
  readonly #onCommand: (command: ReceivedCommand) => void;
  readonly #frameBytesMax: number;
  #pieces: Buffer[] = [];
  #gatheredBytes = 0;
  #wantedBytes = lengthBytes;
  #fault: RemotingError | undefined;

  constructor(onCommand: (command: ReceivedCommand) => void, frameBytesMax = frameBytesMaxDefault) {
    this.#onCommand = onCommand;
    this.#frameBytesMax = frameBytesMax;
  }

  push(chunk: Buffer): RemotingError | undefined {
    if (this.#fault !== undefined) {
      return this.#fault;
    }
    let bytes = chunk;
    if (this.#pieces.length > 0) {
      this.#pieces.push(chunk);
      this.#gatheredBytes += chunk.length;
      if (this.#gatheredBytes < this.#wantedBytes) {
        return undefined;
      }
      bytes = Buffer.concat(this.#pieces, this.#gatheredBytes);
      this.#pieces = [];
    }
    const rest = this.#cutFrames(bytes);
    this.#pieces = rest.length > 0 ? [rest] : [];
    this.#gatheredBytes = rest.length;
    return this.#fault;
  }

  #cutFrames(bytes: Buffer): Buffer {
    let offset = 0;
    this.#wantedBytes = lengthBytes;
    while (bytes.length - offset >= lengthBytes) {
      const frameBytes = bytes.readUInt32BE(offset);
      if (frameBytes < 4 || frameBytes > this.#frameBytesMax) {
        this.#fault = protocolError(`a frame of ${frameBytes} bytes is not acceptable`);
        break;
      }
      const end = offset + lengthBytes + frameBytes;
      if (end > bytes.length) {
        this.#wantedBytes = end - offset;
        break;
      }
      const command = decodeFrame(bytes.subarray(offset + lengthBytes, end));
      if (command instanceof RemotingError) {
        this.#fault = command;
        break;
      }
      this.#onCommand(command);
      offset = end;
    }
    return offset === 0 ? bytes : bytes.subarray(offset);
  }
}

function decodeFrame(frame: Buffer): ReceivedCommand | RemotingError {
  const headerWord = frame.readUInt32BE(0);
  const serializeType = headerWord >>> 24;
  const headerBytes = headerWord & 0xff_ff_ff;
  if (headerBytes > frame.length - 4 || headerBytes > headerBytesMax) {
    return protocolError(`a header of ${headerBytes} bytes does not fit its frame of ${frame.length} bytes`);
  }
  const header = frame.subarray(4, 4 + headerBytes);
  const body = frame.subarray(4 + headerBytes);
  if (serializeType === 0) {
    return decodeJsonHeader(header, body);
  }
  if (serializeType === 1) {
    return decodeBinaryHeader(header, body) ?? protocolError("the binary header is malformed");
  }
  return protocolError(`serialisation ${serializeType} is not known`);
}

function decodeJsonHeader(header: Buffer, body: Buffer): ReceivedCommand | RemotingError {
  let parsed: unknown;
  try {
    parsed = JSON.parse(header.toString("utf8"));
  } catch {
    return protocolError("the header is not JSON");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return protocolError("the header is not a JSON object");
  }
  const { code, opaque, flag, version, remark, extFields } = parsed as Record<string, unknown>;
  if (!isInteger(code) || !isInteger(opaque) || !isInteger(flag)) {
    return protocolError("the header lacks code, opaque or flag");
  }
  return {
    code,
    opaque,
    isResponse: (flag & flagResponse) !== 0,
    isOneway: (flag & flagOneway) !== 0,
    version: isInteger(version) ? version : 0,
    remark: typeof remark === "string" ? remark : undefined,
    fields: readFields(extFields),
    body,
  };
}

/** Values that are not strings are left out: the protocol knows none. */
function readFields(value: unknown): ReceivedCommand["fields"] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return emptyFields();
  }
  for (const field of Object.values(value)) {
    if (typeof field !== "string") {
      return Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === "string"));
    }
  }
  return value as ReceivedCommand["fields"];
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

function protocolError(detail: string): RemotingError {
  return new RemotingError("protocol", `The peer does not speak the RocketMQ Remoting protocol: ${detail}.`);
}
