import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeBatch, encodedMessageBytes, findMessageFault } from "@/server/rocketmq/remoting/batch";

function decodeBatch(batch: Buffer) {
  const messages: { body: Buffer; properties: string }[] = [];
  let offset = 0;
  while (offset < batch.length) {
    const totalBytes = batch.readInt32BE(offset);
    const bodyBytes = batch.readInt32BE(offset + 16);
    const propertiesAt = offset + 20 + bodyBytes;
    const propertiesBytes = batch.readInt16BE(propertiesAt);
    expect(totalBytes).toBe(22 + bodyBytes + propertiesBytes);
    messages.push({
      body: batch.subarray(offset + 20, propertiesAt),
      properties: batch.toString("utf8", propertiesAt + 2, propertiesAt + 2 + propertiesBytes),
    });
    offset += totalBytes;
  }
  return messages;
}

const message = fc.record({
  body: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  properties: fc.string({ unit: "grapheme", maxLength: 60 }),
});

describe("a batch request's body", () => {
  test("holds every message byte for byte, in order, in exactly the bytes announced", () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 20 }), (messages) => {
        const batch = encodeBatch(messages);
        expect(batch.length).toBe(messages.reduce((sum, one) => sum + encodedMessageBytes(one), 0));
        expect(decodeBatch(batch)).toEqual(messages);
      }),
    );
  });

  test.each([
    ["ASCII", "p".repeat(31_743), "p".repeat(31_744)],
    ["UTF-8", `${"é".repeat(15_871)}p`, "é".repeat(15_872)],
  ])("properties of %s are taken up to what leaves the broker room for its own", (_, most, more) => {
    const body = Buffer.from("x");
    expect(findMessageFault({ body, properties: most })).toBeUndefined();
    expect(decodeBatch(encodeBatch([{ body, properties: most }]))).toEqual([{ body, properties: most }]);
    expect(findMessageFault({ body, properties: more })).toContain("31744 bytes");
    expect(() => encodeBatch([{ body, properties: more }])).toThrow(
      expect.objectContaining({ kind: "illegalMessage" }),
    );
  });

  test("a body is taken at the limit and not one byte over it", () => {
    expect(findMessageFault({ body: Buffer.alloc(8), properties: "" }, 8)).toBeUndefined();
    expect(findMessageFault({ body: Buffer.alloc(9), properties: "" }, 8)).toContain("9 bytes");
  });
});
