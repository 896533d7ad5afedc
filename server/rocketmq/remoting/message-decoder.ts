import { inflateSync } from "node:zlib";
import { ByteReader } from "./byte-reader";
import { offsetMessageId } from "./message-id";
import { decodeProperties } from "./properties";

/** A message as a broker stores it. */
export interface StoredMessage {
  topic: string;
  queueId: number;
  queueOffset: number;
  physicalOffset: number;
  sysFlag: number;
  bornAtMs: number;
  /** `host:port` */
  bornHost: string;
  storedAtMs: number;
  storeHost: string;
  reconsumeTimes: number;
  /** Unpacked, unless its packing is not known or broken: then as stored, and `isBodyPacked`. */
  body: Buffer;
  isBodyPacked: boolean;
  properties: ReadonlyMap<string, string>;
  /** Where it lies, as the broker names it. */
  brokerMessageId: string;
}

const magicV1 = -626_843_481;
const magicV2 = -626_843_477;
const sysFlags = { packed: 0x1, bornHostV6: 0x10, storeHostV6: 0x20, packing: 0x7_00 } as const;
/** 0 is what 4.x writes; both are zlib. */
const zlibPackings = new Set([0, 0x3_00]);
const unpackedBytesMax = 16 * 1024 * 1024;
/** Everything before the body, with the shorter addresses. */
const recordBytesMin = 84;

/**
 * Cuts a pull answer into messages. Total: a record that cannot be read is skipped, and an impossible length ends the
 * reading, since nothing tells where the next record starts.
 */
export function decodeMessages(bytes: Buffer): StoredMessage[] {
  const messages: StoredMessage[] = [];
  let offset = 0;
  while (bytes.length - offset >= recordBytesMin) {
    const totalBytes = bytes.readInt32BE(offset);
    if (totalBytes < recordBytesMin || totalBytes > bytes.length - offset) {
      break;
    }
    const message = decodeMessage(bytes.subarray(offset, offset + totalBytes));
    if (message !== undefined) {
      messages.push(message);
    }
    offset += totalBytes;
  }
  return messages;
}

function decodeMessage(record: Buffer): StoredMessage | undefined {
  try {
    return readMessage(new ByteReader(record));
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

function readMessage(reader: ByteReader): StoredMessage | undefined {
  reader.int32();
  const magic = reader.int32();
  if (magic !== magicV1 && magic !== magicV2) {
    return undefined;
  }
  reader.int32();
  const queueId = reader.int32();
  reader.int32();
  const queueOffset = reader.int64();
  const physicalOffset = reader.int64();
  const sysFlag = reader.int32();
  const bornAtMs = reader.int64();
  const born = readHost(reader, (sysFlag & sysFlags.bornHostV6) !== 0);
  const storedAtMs = reader.int64();
  const store = readHost(reader, (sysFlag & sysFlags.storeHostV6) !== 0);
  const reconsumeTimes = reader.int32();
  reader.int64();
  const { body, isBodyPacked } = unpack(reader.take(reader.int32()), sysFlag);
  const topic = reader.take(magic === magicV2 ? reader.int16() : reader.int8()).toString("utf8");
  const properties = decodeProperties(reader.take(reader.int16()).toString("utf8"));
  return {
    topic,
    queueId,
    queueOffset,
    physicalOffset,
    sysFlag,
    bornAtMs: checkTime(bornAtMs),
    bornHost: formatHost(born),
    storedAtMs: checkTime(storedAtMs),
    storeHost: formatHost(store),
    reconsumeTimes,
    body,
    isBodyPacked,
    properties,
    brokerMessageId: offsetMessageId(store.ip, store.port, physicalOffset),
  };
}

interface Host {
  ip: Buffer;
  port: number;
}

function readHost(reader: ByteReader, isV6: boolean): Host {
  const ip = reader.take(isV6 ? 16 : 4);
  return { ip, port: reader.int32() };
}

function formatHost({ ip, port }: Host): string {
  if (ip.length === 4) {
    return `${[...ip].join(".")}:${port}`;
  }
  const groups = Array.from({ length: 8 }, (_, index) => ip.readUInt16BE(index * 2).toString(16));
  return `[${groups.join(":")}]:${port}`;
}

/** Beyond what a Date can hold is garbage. */
function checkTime(epochMs: number): number {
  if (Math.abs(epochMs) > 8.64e15) {
    throw new RangeError("not a time");
  }
  return epochMs;
}

function unpack(stored: Buffer, sysFlag: number): { body: Buffer; isBodyPacked: boolean } {
  if ((sysFlag & sysFlags.packed) === 0) {
    return { body: stored, isBodyPacked: false };
  }
  if (!zlibPackings.has(sysFlag & sysFlags.packing)) {
    return { body: stored, isBodyPacked: true };
  }
  try {
    return { body: inflateSync(stored, { maxOutputLength: unpackedBytesMax }), isBodyPacked: false };
  } catch {
    return { body: stored, isBodyPacked: true };
  }
}
