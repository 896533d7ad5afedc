import fc from "fast-check";
import { expect, it } from "vitest";
import { withoutControlCharacters } from "@/server/runtime/mapping/control-characters";
import { parseProperties, property } from "@/server/runtime/mapping/properties";
import { joinWritten, markerOf, write } from "@/server/runtime/mapping/written";

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a proxy refuses.
const refused = /[\0\x03-\x1f\x7f-\x9f]/;

it("leaves properties alone that hold no control character", () => {
  const text = property("topic", "a/100%") + property("UNIQ_KEY", "A");
  expect(withoutControlCharacters(text)).toBe(text);
});

// Preparing all of Unicode takes seconds on a busy machine.
it("escapes what a proxy refuses, so that a reader gets the value back as it was", { timeout: 30_000 }, () => {
  const value = fc.string({ unit: "binary", maxLength: 20 });
  const control = fc.string({ unit: fc.integer({ min: 0, max: 0x9f }).map((code) => String.fromCharCode(code)) });
  fc.assert(
    fc.property(value, control, control, (topic, contentType, plain) => {
      const values = { topic, contentType, plain };
      const written = joinWritten(Object.entries(values).map(([name, text]) => write(name, text)));
      const sent = withoutControlCharacters(written.text + markerOf(written.escapedNames) + property("UNIQ_KEY", "A"));
      expect(sent).not.toMatch(refused);
      expect(Object.fromEntries(parseProperties(sent))).toEqual({ ...values, UNIQ_KEY: "A" });
    }),
  );
});
