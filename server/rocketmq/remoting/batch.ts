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

/** Why the wire or the broker cannot take this message at all; undefined when nothing is known against it. */
export function findMessageFault(
  message: OutgoingMessage,
  bodyBytesMax = Number.POSITIVE_INFINITY,
): string | undefined {
  if (message.body.length > bodyBytesMax) {
    return `The body has ${message.body.length} bytes; at most ${bodyBytesMax} are taken.`;
  }
  // A UTF-16 unit has at most three bytes in UTF-8, so short strings need no count.
  const isLong = message.properties.length * 3 > propertiesBytesMax;
  const propertiesBytes = isLong ? Buffer.byteLength(message.properties) : 0;
  return propertiesBytes > propertiesBytesMax
    ? `The properties have ${propertiesBytes} bytes; at most ${propertiesBytesMax} are taken.`
    : undefined;
}

export function assertWritable(message: OutgoingMessage): void {
  const fault = findMessageFault(message);
  if (fault !== undefined) {
    throw new RemotingError("illegalMessage", fault);
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
