import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeMessages } from "@/server/rocketmq/remoting/message-decoder";
import { physicalOffsetOf } from "@/server/rocketmq/remoting/message-id";

interface Record_ {
  body: Buffer;
  topic?: string;
  properties?: string;
  sysFlag?: number;
  isV2?: boolean;
}

function encode({ body, topic = "TopicB", properties = "a\u0001b\u0002", sysFlag = 0, isV2 = false }: Record_): Buffer {
  const host = (isV6: boolean, last: number) => {
    const bytes = Buffer.alloc((isV6 ? 16 : 4) + 4);
    bytes[0] = isV6 ? 0x20 : 10;
    bytes[bytes.length - 5] = last;
    bytes.writeInt32BE(10_911, bytes.length - 4);
    return bytes;
  };
  const fixed = Buffer.alloc(48);
  fixed.writeInt32BE(isV2 ? -626_843_477 : -626_843_481, 4);
  fixed.writeInt32BE(3, 12);
  fixed.writeBigInt64BE(7n, 20);
  fixed.writeBigInt64BE(1_234n, 28);
  fixed.writeInt32BE(sysFlag, 36);
  fixed.writeBigInt64BE(1_700_000_000_000n, 40);
  const stored = Buffer.alloc(8);
  stored.writeBigInt64BE(1_700_000_000_005n);
  const tail = Buffer.alloc(16);
  tail.writeInt32BE(body.length, 12);
  const topicLength = isV2 ? Buffer.from([topic.length >> 8, topic.length & 255]) : Buffer.from([topic.length]);
  const propertiesBytes = Buffer.from(properties);
  const propertiesLength = Buffer.alloc(2);
  propertiesLength.writeInt16BE(propertiesBytes.length);
  const record = Buffer.concat([
    fixed,
    host((sysFlag & 0x10) !== 0, 1),
    stored,
    host((sysFlag & 0x20) !== 0, 2),
    tail,
    body,
    topicLength,
    Buffer.from(topic),
    propertiesLength,
    propertiesBytes,
  ]);
  record.writeInt32BE(record.length, 0);
  return record;
}

const body = Buffer.from([0, 1, 2, 255]);

describe("messages as brokers store them", () => {
  test("are read with body, place, times, hosts and properties", () => {
    const [message] = decodeMessages(encode({ body }));
    expect(message).toMatchObject({ topic: "TopicB", queueId: 3, queueOffset: 7, physicalOffset: 1_234, body });
    expect(message).toMatchObject({ bornAtMs: 1_700_000_000_000, storedAtMs: 1_700_000_000_005, isBodyPacked: false });
    expect(message).toMatchObject({ bornHost: "10.0.0.1:10911", storeHost: "10.0.0.2:10911" });
    expect(message?.properties.get("a")).toBe("b");
    expect(message?.brokerMessageId).toBe("0A00000200002A9F00000000000004D2");
    expect(physicalOffsetOf(message?.brokerMessageId ?? "")).toBe("1234");
  });

  test("are read with IPv6 hosts and with the second layout, which has long topic names", () => {
    const [v6] = decodeMessages(encode({ body, sysFlag: 0x30 }));
    expect(v6).toMatchObject({ bornHost: "[2000:0:0:0:0:0:0:1]:10911", storeHost: "[2000:0:0:0:0:0:0:2]:10911", body });
    expect(v6?.brokerMessageId).toHaveLength(56);
    const topic = "t".repeat(300);
    expect(decodeMessages(encode({ body, topic, isV2: true }))[0]).toMatchObject({ topic, body });
  });

  test("zlib bodies are unpacked; broken or unknown packing is handed on as stored, and says so", () => {
    const long = Buffer.alloc(5_000, 7);
    expect(decodeMessages(encode({ body: deflateSync(long), sysFlag: 1 }))[0]).toMatchObject({
      body: long,
      isBodyPacked: false,
    });
    expect(decodeMessages(encode({ body: deflateSync(long), sysFlag: 0x3_01 }))[0]).toMatchObject({ body: long });
    expect(decodeMessages(encode({ body, sysFlag: 1 }))[0]).toMatchObject({ body, isBodyPacked: true });
    expect(decodeMessages(encode({ body, sysFlag: 0x1_01 }))[0]).toMatchObject({ body, isBodyPacked: true });
  });

  test("a damaged record is skipped, its neighbours are read", () => {
    const damaged = encode({ body });
    damaged.writeInt32BE(1, 4);
    expect(decodeMessages(Buffer.concat([encode({ body }), damaged, encode({ body })]))).toHaveLength(2);
  });

  test("no bytes make it throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => Array.isArray(decodeMessages(Buffer.from(bytes)))),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 255 }), fc.nat(), (at, value, length) => {
        const bytes = Buffer.concat([encode({ body, sysFlag: 0x31 }), encode({ body })]);
        bytes[at % bytes.length] = value;
        return Array.isArray(decodeMessages(bytes.subarray(0, length % (bytes.length + 1))));
      }),
      { numRuns: 1_000 },
    );
  });

  test("an ID that no broker gave names no place", () => {
    for (const id of ["", "xyz", "Z".repeat(32), "F".repeat(32), "00".repeat(20)]) {
      expect(physicalOffsetOf(id)).toBeUndefined();
    }
  });
});
