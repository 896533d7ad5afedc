import { Buffer } from "node:buffer";
import type { FlowMessage } from "@/server/runtime/flow/contracts";

const formatVersion = 1;
const recordHeaderBytes = 21;
/** In the QoS byte: the message had a passport. */
const tracedFlag = 0x80;

/**
 * A chunk: one version byte, then for each message QoS and the mark of a passport (1), arrival as epoch milliseconds (8), lengths of key, properties
 * and body (4 each), then the three. In a buffer of its own, so that it can be handed to another thread without a copy.
 */
export function encodeChunk(messages: readonly FlowMessage[], clockOriginMs: number): ArrayBuffer {
  const keyBytes = messages.map(({ key }) => Buffer.byteLength(key));
  const propertyBytes = messages.map(({ properties }) => Buffer.byteLength(properties));
  let total = 1;
  for (let index = 0; index < messages.length; index += 1) {
    const body = messages[index]?.body.length ?? 0;
    total += recordHeaderBytes + (keyBytes[index] ?? 0) + (propertyBytes[index] ?? 0) + body;
  }
  const chunk = new ArrayBuffer(total);
  const buffer = Buffer.from(chunk);
  let offset = buffer.writeUInt8(formatVersion, 0);
  messages.forEach((message, index) => {
    offset = buffer.writeUInt8(message.passport === undefined ? message.qos : message.qos | tracedFlag, offset);
    offset = buffer.writeDoubleBE(clockOriginMs + message.receivedAtMs, offset);
    offset = buffer.writeUInt32BE(keyBytes[index] ?? 0, offset);
    offset = buffer.writeUInt32BE(propertyBytes[index] ?? 0, offset);
    offset = buffer.writeUInt32BE(message.body.length, offset);
    offset += buffer.write(message.key, offset, "utf8");
    offset += buffer.write(message.properties, offset, "utf8");
    offset += message.body.copy(buffer, offset);
  });
  return chunk;
}

/** The same chunk without its first messages. */
export function withoutFirst(chunk: Buffer, count: number): Buffer {
  let offset = 1;
  for (let skipped = 0; skipped < count && offset < chunk.length; skipped += 1) {
    const lengths = [9, 13, 17].map((at) => chunk.readUInt32BE(offset + at));
    offset += lengths.reduce((sum, length) => sum + length, recordHeaderBytes);
  }
  return Buffer.concat([chunk.subarray(0, 1), chunk.subarray(offset)]);
}

/** Bodies are views into the chunk. */
export function decodeChunk(data: Uint8Array, clockOriginMs: number): FlowMessage[] {
  const buffer = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (buffer[0] !== formatVersion) {
    throw new Error(`Spooled messages have format ${buffer[0]}; this release reads ${formatVersion}.`);
  }
  const messages: FlowMessage[] = [];
  let offset = 1;
  while (offset < buffer.length) {
    const flags = buffer.readUInt8(offset);
    const qos = (flags & ~tracedFlag) as 0 | 1 | 2; // safe because encodeChunk wrote it
    const receivedAtMs = buffer.readDoubleBE(offset + 1) - clockOriginMs;
    const keyEnd = offset + recordHeaderBytes + buffer.readUInt32BE(offset + 9);
    const propertiesEnd = keyEnd + buffer.readUInt32BE(offset + 13);
    const bodyEnd = propertiesEnd + buffer.readUInt32BE(offset + 17);
    messages.push({
      key: buffer.toString("utf8", offset + recordHeaderBytes, keyEnd),
      body: buffer.subarray(propertiesEnd, bodyEnd),
      properties: buffer.toString("utf8", keyEnd, propertiesEnd),
      qos,
      receivedAtMs,
      receipt: undefined,
      ...((flags & tracedFlag) === 0 ? {} : { isTraced: true }),
    });
    offset = bodyEnd;
  }
  return messages;
}
