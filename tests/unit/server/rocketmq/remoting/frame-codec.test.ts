import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReceivedCommand } from "@/server/rocketmq/remoting/command";
import { FrameDecoder } from "@/server/rocketmq/remoting/frame-decoder";
import { encodeFrameHead } from "@/server/rocketmq/remoting/frame-encoder";

const fields = fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ unit: "grapheme", maxLength: 20 }), {
  maxKeys: 5,
});
const frame = fc.record({
  code: fc.integer({ min: 0, max: 1_000 }),
  opaque: fc.integer({ min: 0, max: 0x7f_ff_ff_ff }),
  flag: fc.integer({ min: 0, max: 3 }),
  fields,
  remark: fc.option(fc.string({ maxLength: 30 }), { nil: undefined }),
  body: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
});

function encode(one: { code: number; opaque: number; flag: number; fields: Record<string, string>; body: Buffer }) {
  return Buffer.concat([encodeFrameHead(one, one.body.length), one.body]);
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let offset = 0;
  for (let turn = 0; offset < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(offset, offset + size));
    offset += size;
  }
  return chunks;
}

function decodeAll(chunks: readonly Buffer[], frameBytesMax?: number) {
  const commands: ReceivedCommand[] = [];
  const decoder = new FrameDecoder((command) => commands.push(command), frameBytesMax);
  let fault: Error | undefined;
  for (const chunk of chunks) {
    fault = decoder.push(chunk);
  }
  return { commands, fault };
}

describe("frames", () => {
  test("come out as they went in, however the stream is cut", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 8 }), sizes, (frames, cuts) => {
        const { commands, fault } = decodeAll(cut(Buffer.concat(frames.map(encode)), cuts));
        expect(fault).toBeUndefined();
        expect(
          commands.map(({ code, opaque, fields, remark, body }) => ({ code, opaque, fields, remark, body })),
        ).toEqual(frames.map(({ flag: _, ...rest }) => rest));
        expect(commands.map(({ isResponse }) => isResponse)).toEqual(frames.map(({ flag }) => flag % 2 === 1));
      }),
    );
  });

  test("any bytes end in commands or one protocol error, never in a throw", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { maxLength: 10 }), (chunks) => {
        const { fault } = decodeAll(chunks.map((chunk) => Buffer.from(chunk)));
        expect(fault === undefined || fault.message.includes("Remoting")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("a damaged frame never throws", () => {
    fc.assert(
      fc.property(frame, fc.nat(), fc.nat({ max: 255 }), (one, at, value) => {
        const bytes = encode(one);
        bytes[at % bytes.length] = value;
        expect(() => decodeAll([bytes])).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["a length over the limit", Buffer.from([0x7f, 0xff, 0xff, 0xff])],
    ["a negative length", Buffer.from([0xff, 0xff, 0xff, 0xf0])],
    ["a length without room for a header", Buffer.from([0, 0, 0, 3, 0, 0, 0])],
    ["a header longer than its frame", Buffer.from([0, 0, 0, 8, 0, 0, 0, 9, 1, 2, 3, 4])],
    ["an unknown serialisation", Buffer.from([0, 0, 0, 4, 9, 0, 0, 0])],
    ["a header that is not JSON", Buffer.concat([Buffer.from([0, 0, 0, 7, 0, 0, 0, 3]), Buffer.from("{a}")])],
    ["a header that is no object", Buffer.concat([Buffer.from([0, 0, 0, 8, 0, 0, 0, 4]), Buffer.from("null")])],
    ["an HTTP answer", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ])("%s is a protocol error, and nothing after it is read", (_, bytes) => {
    const good = encode({ code: 0, opaque: 1, flag: 1, fields: {}, body: Buffer.alloc(0) });
    const { commands, fault } = decodeAll([bytes, good]);
    expect(fault).toMatchObject({ kind: "protocol" });
    expect(commands).toEqual([]);
  });

  test("a frame of exactly the limit is taken, one byte more is not", () => {
    const bytes = encode({ code: 0, opaque: 1, flag: 1, fields: {}, body: Buffer.alloc(100) });
    expect(decodeAll([bytes], bytes.length - 4).commands).toHaveLength(1);
    expect(decodeAll([bytes], bytes.length - 5).fault).toMatchObject({ kind: "protocol" });
  });

  test("a large frame in small pieces takes time in proportion to its size", () => {
    const bytes = encode({ code: 0, opaque: 1, flag: 1, fields: {}, body: Buffer.alloc(32 * 1024 * 1024) });
    const startedAtMs = performance.now();
    const { commands } = decodeAll(cut(bytes, [4_096]));
    expect(commands[0]?.body.length).toBe(32 * 1024 * 1024);
    // Copying everything again for each of the 8,192 pieces would take a minute.
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
  });

  test("RocketMQ's binary header is read", () => {
    const part = (text: string, sizeBytes: 2 | 4) => {
      const size = Buffer.alloc(sizeBytes);
      size.writeIntBE(Buffer.byteLength(text), 0, sizeBytes);
      return Buffer.concat([size, Buffer.from(text)]);
    };
    const fixed = Buffer.alloc(13);
    fixed.writeInt16BE(17, 0);
    fixed.writeInt16BE(407, 3);
    fixed.writeInt32BE(42, 5);
    fixed.writeInt32BE(1, 9);
    const block = Buffer.concat([part("queueId", 2), part("3", 4)]);
    const size = Buffer.alloc(4);
    size.writeInt32BE(block.length, 0);
    const header = Buffer.concat([fixed, part("not there", 4), size, block]);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(4 + header.length, 0);
    head.writeUInt32BE((1 << 24) | header.length, 4);
    const { commands } = decodeAll([Buffer.concat([head, header])]);
    expect(commands[0]).toMatchObject({ code: 17, opaque: 42, isResponse: true, remark: "not there", version: 407 });
    expect(commands[0]?.fields["queueId"]).toBe("3");
  });
});
