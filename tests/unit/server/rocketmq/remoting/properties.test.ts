import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeProperties, encodeProperties, isWritable } from "@/server/rocketmq/remoting/properties";

const text = fc.string({ unit: "grapheme" }).filter(isWritable);

test("properties come back as they were written, names of any kind included", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.tuple(
          text.filter((key) => key !== ""),
          text,
        ),
        { selector: ([key]) => key },
      ),
      (pairs) => {
        expect([...decodeProperties(encodeProperties(pairs))]).toEqual(pairs);
      },
    ),
  );
});

test("the two separator bytes are not writable", () => {
  expect(isWritable("a\u0001b")).toBe(false);
  expect(isWritable("a\u0002b")).toBe(false);
  expect(isWritable("a\u0003b")).toBe(true);
});

test("any text decodes", { timeout: 30_000 }, () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (any) => decodeProperties(any) instanceof Map));
});
