import { expect, it } from "vitest";
import { decodeBase64, toHexDump, toIndentedJson, toText } from "@/lib/format/body";

it("decodes every byte", () => {
  const bytes = Buffer.from([...Array(256).keys()]);
  expect(Buffer.from(decodeBase64(bytes.toString("base64")))).toEqual(bytes);
});

it("does not call bytes text that are none", () => {
  expect(toText(Uint8Array.of(0xff, 0xfe))).toBeUndefined();
});

it("shows a text that was cut inside a character", () => {
  const bytes = new TextEncoder().encode("温度");
  expect(toText(bytes.subarray(0, 5), true)).toBe("温");
  expect(toText(bytes.subarray(0, 5), false)).toBeUndefined();
});

it("indents JSON without changing a number or dropping a repeated key", () => {
  const text = '{"id":12345678901234567890,"a":1.0,"a":[],"s":"x: {y}, \\"z\\"","n":{"e":{}}}';
  expect(toIndentedJson(text)).toBe(
    '{\n  "id": 12345678901234567890,\n  "a": 1.0,\n  "a": [],\n  "s": "x: {y}, \\"z\\"",\n  "n": {\n    "e": {}\n  }\n}',
  );
});

it("does not call text JSON that is none", () => {
  expect(toIndentedJson("{oops")).toBeUndefined();
});

it("dumps bytes with their place and their characters", () => {
  expect(toHexDump(new TextEncoder().encode("Hello\n"))).toBe(`00000000  48 65 6c 6c 6f 0a${" ".repeat(30)}  |Hello.|`);
  expect(toHexDump(new Uint8Array(17)).split("\n")[1]).toMatch(/^00000010 {2}00 /);
});
