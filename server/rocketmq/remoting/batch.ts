import { RemotingError } from "./errors";
import { propertiesBytesMax } from "./properties";

/** What the producer needs of a message; `properties` is in wire form and carries UNIQ_KEY. */
export interface OutgoingMessage {
  body: Buffer;
  properties: string;
}

/** totalSize, magic, bodyCRC, flag, bodyLength, then the body, then propertiesLength. */
const fixedBytes = 4 + 4 + 4 + 4 + 4 + 2;

export function encodedMessageBytes(message: OutgoingMessage): number {
  return fixedBytes + message.body.length + Buffer.byteLength(message.properties);
}

/** Throws `illegalMessage` when the wire's int16 cannot hold the length of the properties. */
export function assertWritable(message: OutgoingMessage): void {
  // A string has at most three bytes a unit, so short ones need no count.
  if (
    message.properties.length * 3 > propertiesBytesMax &&
    Buffer.byteLength(message.properties) > propertiesBytesMax
  ) {
    throw new RemotingError("illegalMessage", `The properties are larger than ${propertiesBytesMax} bytes.`);
  }
}

/** The body of a batch request in one buffer of exactly its size. Throws `illegalMessage`. */
export function encodeBatch(messages: readonly OutgoingMessage[]): Buffer {
  let totalBytes = 0;
  for (const message of messages) {
    assertWritable(message);
    totalBytes += encodedMessageBytes(message);
  }
  const batch = Buffer.allocUnsafe(totalBytes);
  let offset = 0;
  for (const { body, properties } of messages) {
    const bodyAt = offset + 20;
    const propertiesAt = bodyAt + body.length + 2;
    batch.writeInt32BE(0, offset + 4);
    batch.writeInt32BE(0, offset + 8);
    batch.writeInt32BE(0, offset + 12);
    batch.writeInt32BE(body.length, offset + 16);
    batch.set(body, bodyAt);
    const propertiesBytes = batch.write(properties, propertiesAt, "utf8");
    batch.writeInt16BE(propertiesBytes, propertiesAt - 2);
    const end = propertiesAt + propertiesBytes;
    batch.writeInt32BE(end - offset, offset);
    offset = end;
  }
  return batch;
}
