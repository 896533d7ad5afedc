import { expect, test } from "vitest";
import { parseHex } from "@/lib/format/hex";

test("pairs of digits become bytes, whatever space is between them", () => {
  expect(parseHex("00 fF\n7a7B")).toEqual(Uint8Array.of(0, 255, 0x7a, 0x7b));
  expect(parseHex("")).toEqual(new Uint8Array());
});

test.each(["0", "0g", "0x00", "ff-"])("%s is not hex", (text) => {
  expect(parseHex(text)).toBeUndefined();
});
