import type { PublishProperties } from "./contracts";
import { MalformedPacketError } from "./errors";

/** Properties of one PUBLISH and where the payload begins. */
export interface DecodedProperties {
  end: number;
  topicAlias: number;
  mqtt5: PublishProperties | undefined;
}

class Reader {
  at: number;
  private readonly packet: Buffer;
  private readonly end: number;

  constructor(packet: Buffer, at: number, end: number) {
    this.packet = packet;
    this.at = at;
    this.end = end;
  }

  take(length: number): number {
    const at = this.at;
    if (at + length > this.end) {
      throw new MalformedPacketError("properties end too early");
    }
    this.at = at + length;
    return at;
  }

  byte(): number {
    return this.packet.readUInt8(this.take(1));
  }

  uint16(): number {
    return this.packet.readUInt16BE(this.take(2));
  }

  uint32(): number {
    return this.packet.readUInt32BE(this.take(4));
  }

  text(): string {
    const length = this.uint16();
    const at = this.take(length);
    return this.packet.toString("utf8", at, at + length);
  }

  binary(): Buffer {
    const length = this.uint16();
    const at = this.take(length);
    return Buffer.from(this.packet.subarray(at, at + length));
  }

  variable(): number {
    let value = 0;
    let factor = 1;
    for (let count = 0; count < 4; count++) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        return value;
      }
      factor *= 128;
    }
    throw new MalformedPacketError("a variable byte integer has more than four bytes");
  }
}

function readProperty(reader: Reader, mqtt5: PublishProperties, decoded: DecodedProperties): void {
  const identifier = reader.variable();
  switch (identifier) {
    case 0x01:
      mqtt5.isPayloadUtf8 = reader.byte() === 1;
      break;
    case 0x02:
      mqtt5.messageExpiryIntervalSeconds = reader.uint32();
      break;
    case 0x03:
      mqtt5.contentType = reader.text();
      break;
    case 0x08:
      mqtt5.responseTopic = reader.text();
      break;
    case 0x09:
      mqtt5.correlationData = reader.binary();
      break;
    case 0x0b:
      reader.variable();
      break;
    case 0x23:
      decoded.topicAlias = reader.uint16();
      if (decoded.topicAlias === 0) {
        throw new MalformedPacketError("a topic alias is 0");
      }
      break;
    case 0x26: {
      const key = reader.text();
      mqtt5.userProperties ??= [];
      mqtt5.userProperties.push({ key, value: reader.text() });
      break;
    }
    default:
      throw new MalformedPacketError(`property ${identifier} does not belong to a PUBLISH`);
  }
}

/** Decodes the property block at `start` of a PUBLISH that ends at `packetEnd`. */
export function decodePublishProperties(packet: Buffer, start: number, packetEnd: number): DecodedProperties {
  const header = new Reader(packet, start, packetEnd);
  const length = header.variable();
  const first = header.take(length);
  const decoded: DecodedProperties = { end: first + length, topicAlias: 0, mqtt5: undefined };
  if (length > 0) {
    const reader = new Reader(packet, first, decoded.end);
    const mqtt5: PublishProperties = {};
    while (reader.at < decoded.end) {
      readProperty(reader, mqtt5, decoded);
    }
    decoded.mqtt5 = mqtt5;
  }
  return decoded;
}
