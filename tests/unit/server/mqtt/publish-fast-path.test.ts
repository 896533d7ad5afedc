import fc from "fast-check";
import mqttPacket, { type IPublishPacket, type Packet } from "mqtt-packet";
import { describe, expect, test } from "vitest";
import { MalformedPacketError } from "@/server/mqtt/errors";
import { FrameReader } from "@/server/mqtt/frame-reader";
import { PublishDecoder } from "@/server/mqtt/publish-decoder";

type Version = 4 | 5;
interface Seen {
  topic: string;
  payload: string;
  qos: number;
  dup: boolean;
  retain: boolean;
  messageId: number;
  properties: unknown;
}

const topicText = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).filter((text) => !/[+#\0]/.test(text));
const userProperties = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== "__proto__"),
  // Not empty: the oracle forgets an empty value when another one of the same key follows.
  fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }),
  { maxKeys: 4, noNullPrototype: true },
);
const properties = fc.record(
  {
    payloadFormatIndicator: fc.boolean(),
    messageExpiryInterval: fc.nat(0xffff_ffff),
    topicAlias: fc.integer({ min: 1, max: 65_535 }),
    responseTopic: topicText,
    correlationData: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    contentType: fc.string({ maxLength: 20 }),
    subscriptionIdentifier: fc.integer({ min: 1, max: 268_435_455 }),
    userProperties,
  },
  { requiredKeys: [] },
);

function publishOf(version: Version): fc.Arbitrary<IPublishPacket> {
  return fc
    .record({
      topic: topicText,
      payload: fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
      qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
      dup: fc.boolean(),
      retain: fc.boolean(),
      messageId: fc.integer({ min: 1, max: 65_535 }),
      properties,
    })
    .map((packet) => ({
      cmd: "publish" as const,
      ...packet,
      dup: packet.qos > 0 && packet.dup,
      ...(version === 5 ? {} : { properties: undefined }),
    }));
}

/** What mqtt-packet groups by key, ungrouped values of one key in order. */
function grouped(list: readonly { key: string; value: string }[] | undefined): Record<string, string[]> | undefined {
  if (list === undefined) {
    return undefined;
  }
  const groups = new Map<string, string[]>();
  for (const { key, value } of list) {
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return Object.fromEntries(groups);
}

function throughFastPath(version: Version, chunks: readonly Buffer[]): Seen[] {
  const seen: Seen[] = [];
  const decoder = new PublishDecoder(version);
  const reader = new FrameReader({
    onFrame(packet, start, bodyStart, end) {
      decoder.decode(packet, start, bodyStart, end);
      const { mqtt5 } = decoder;
      seen.push({
        topic: decoder.topic,
        payload: decoder.payload.toString("hex"),
        qos: decoder.qos,
        dup: decoder.isDup,
        retain: decoder.isRetained,
        messageId: decoder.packetId,
        properties: {
          payloadFormatIndicator: mqtt5?.isPayloadUtf8,
          messageExpiryInterval: mqtt5?.messageExpiryIntervalSeconds,
          topicAlias: decoder.topicAlias === 0 ? undefined : decoder.topicAlias,
          responseTopic: mqtt5?.responseTopic,
          correlationData: mqtt5?.correlationData?.toString("hex"),
          contentType: mqtt5?.contentType,
          userProperties: grouped(mqtt5?.userProperties),
        },
      });
      return true;
    },
  });
  for (const chunk of chunks) {
    reader.push(chunk);
  }
  return seen;
}

function throughOracle(version: Version, bytes: Buffer): Seen[] {
  const seen: Seen[] = [];
  const parser = mqttPacket.parser({ protocolVersion: version });
  parser.on("packet", (packet: Packet) => {
    if (packet.cmd !== "publish") {
      throw new Error("only PUBLISH was written");
    }
    const known = packet.properties ?? {};
    seen.push({
      topic: packet.topic,
      payload: Buffer.from(packet.payload).toString("hex"),
      qos: packet.qos,
      dup: packet.dup,
      retain: packet.retain,
      messageId: packet.messageId ?? 0,
      properties: {
        payloadFormatIndicator: known.payloadFormatIndicator,
        messageExpiryInterval: known.messageExpiryInterval,
        topicAlias: known.topicAlias,
        responseTopic: known.responseTopic,
        correlationData: known.correlationData?.toString("hex"),
        contentType: known.contentType,
        userProperties:
          known.userProperties &&
          Object.fromEntries(Object.entries(known.userProperties).map(([key, value]) => [key, [value].flat()])),
      },
    });
  });
  parser.on("error", (error: Error) => {
    throw error;
  });
  parser.parse(bytes);
  return seen;
}

function cutInto(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}

function encode(version: Version, packets: readonly IPublishPacket[]): Buffer {
  return Buffer.concat(packets.map((packet) => mqttPacket.generate(packet, { protocolVersion: version })));
}

describe.each([4, 5] as const)("the PUBLISH fast path at protocol level %i", (version) => {
  test("reads the same messages as mqtt-packet, whatever the chunks", () => {
    fc.assert(
      fc.property(
        fc.array(publishOf(version), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(5_000), { maxLength: 12 }),
        (packets, cuts) => {
          const bytes = encode(version, packets);
          expect(throughFastPath(version, cutInto(bytes, cuts))).toEqual(throughOracle(version, bytes));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("reads the same messages byte by byte", () => {
    fc.assert(
      fc.property(fc.array(publishOf(version), { minLength: 1, maxLength: 3 }), (packets) => {
        const bytes = encode(version, packets);
        const single = Array.from(bytes, (byte) => Buffer.from([byte]));
        expect(throughFastPath(version, single)).toEqual(throughOracle(version, bytes));
      }),
      { numRuns: 50 },
    );
  });

  test("answers random bytes with messages or a typed error, never another one", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(200), { maxLength: 4 }), (random, cuts) => {
        try {
          throughFastPath(version, cutInto(Buffer.from(random), cuts));
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedPacketError);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("answers a damaged PUBLISH with messages or a typed error, never another one", () => {
    fc.assert(
      fc.property(publishOf(version), fc.nat(700), fc.nat(255), (packet, place, value) => {
        const bytes = Buffer.from(encode(version, [packet]));
        bytes[1 + (place % (bytes.length - 1))] = value;
        try {
          throughFastPath(version, [bytes]);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedPacketError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("keeps user properties in the order of the wire, duplicates included", () => {
    const decoder = new PublishDecoder(5);
    const pair = (key: string, value: string) =>
      Buffer.concat([
        Buffer.from([0x26, 0, key.length]),
        Buffer.from(key),
        Buffer.from([0, value.length]),
        Buffer.from(value),
      ]);
    const block = Buffer.concat([pair("b", "1"), pair("a", "2"), pair("b", "3")]);
    const packet = Buffer.concat([
      Buffer.from([0x30, 4 + block.length, 0, 1]),
      Buffer.from("t"),
      Buffer.from([block.length]),
      block,
    ]);
    decoder.decode(packet, 0, 2, packet.length);
    expect(decoder.mqtt5?.userProperties).toEqual([
      { key: "b", value: "1" },
      { key: "a", value: "2" },
      { key: "b", value: "3" },
    ]);
  });
});

describe("large packets", () => {
  test("a payload that spans many chunks is put together once and whole", () => {
    const payload = Buffer.alloc(3_000_000, 7);
    const bytes = encode(4, [
      { cmd: "publish", topic: "a/b", payload, qos: 1, dup: false, retain: false, messageId: 9 },
    ]);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, index) =>
      bytes.subarray(index * 65_536, (index + 1) * 65_536),
    );
    expect(throughFastPath(4, chunks)).toEqual(throughOracle(4, bytes));
  });

  test("a declared length alone takes no memory", () => {
    const before = process.memoryUsage().arrayBuffers;
    const readers = Array.from({ length: 50 }, () => {
      const reader = new FrameReader({ onFrame: () => true });
      reader.push(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f, 0, 1]));
      return reader;
    });
    expect(readers).toHaveLength(50);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
  });

  test("stops reading when the handler says so", () => {
    let frames = 0;
    const reader = new FrameReader({
      onFrame() {
        frames++;
        return false;
      },
    });
    reader.push(Buffer.from([0xd0, 0, 0xd0, 0]));
    expect(frames).toBe(1);
  });
});
