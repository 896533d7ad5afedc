import type { PublishProperties } from "./contracts";
import { MalformedPacketError } from "./errors";
import { decodePublishProperties } from "./publish-properties";

/**
 * Decodes PUBLISH packets where they lie. The result stands in the fields until the next call: one decoder serves a connection and
 * allocates nothing beside topic, payload view and properties.
 */
export class PublishDecoder {
  topic = "";
  payload: Buffer = Buffer.alloc(0);
  qos: 0 | 1 | 2 = 0;
  isDup = false;
  isRetained = false;
  packetId = 0;
  topicAlias = 0;
  mqtt5: PublishProperties | undefined = undefined;
  private readonly isVersion5: boolean;

  constructor(protocolVersion: 4 | 5) {
    this.isVersion5 = protocolVersion === 5;
  }

  decode(packet: Buffer, start: number, bodyStart: number, end: number): void {
    const flags = packet[start] ?? 0;
    const qos = (flags >> 1) & 3;
    if (qos === 3) {
      throw new MalformedPacketError("a PUBLISH has QoS 3");
    }
    this.qos = qos as 0 | 1 | 2; // safe because 3 was refused above
    this.isDup = (flags & 8) !== 0;
    this.isRetained = (flags & 1) !== 0;
    let at = bodyStart + 2;
    if (at > end) {
      throw new MalformedPacketError("a PUBLISH ends before its topic");
    }
    const topicEnd = at + (((packet[bodyStart] ?? 0) << 8) | (packet[bodyStart + 1] ?? 0));
    if (topicEnd > end) {
      throw new MalformedPacketError("a PUBLISH ends within its topic");
    }
    this.topic = packet.toString("utf8", at, topicEnd);
    at = topicEnd;
    this.packetId = 0;
    if (qos !== 0) {
      at = this.decodePacketId(packet, at, end);
    }
    this.topicAlias = 0;
    this.mqtt5 = undefined;
    if (this.isVersion5) {
      at = this.decodeProperties(packet, at, end);
    }
    this.payload = packet.subarray(at, end);
  }

  private decodePacketId(packet: Buffer, at: number, end: number): number {
    if (at + 2 > end) {
      throw new MalformedPacketError("a PUBLISH ends before its packet identifier");
    }
    this.packetId = ((packet[at] ?? 0) << 8) | (packet[at + 1] ?? 0);
    if (this.packetId === 0) {
      throw new MalformedPacketError("a PUBLISH has packet identifier 0");
    }
    return at + 2;
  }

  private decodeProperties(packet: Buffer, at: number, end: number): number {
    if (packet[at] === 0 && at < end) {
      return at + 1;
    }
    const decoded = decodePublishProperties(packet, at, end);
    this.topicAlias = decoded.topicAlias;
    this.mqtt5 = decoded.mqtt5;
    return decoded.end;
  }
}
