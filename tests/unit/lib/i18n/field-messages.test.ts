import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { toFieldMessage } from "@/lib/i18n/field-messages";
import { limits } from "@/lib/limits";
import { ruleFileKind, ruleFileVersion } from "@/lib/rules/files";

const files = [
  "lib/names.ts",
  "lib/instances/schemas.ts",
  "lib/rocketmq/schemas.ts",
  "lib/rules/schemas.ts",
  "server/services/rule-files/parse.ts",
  "server/services/rule-files/refuse-hostile.ts",
];
const constants: Record<string, string> = { ruleFileKind, ruleFileVersion, lines: "7", linesMax: "30000" };

/** Every sentence that a schema can say: a string or template that starts with a capital letter and ends with a full stop. */
const sentences = files.flatMap((file) => {
  const text = readFileSync(new URL(`../../../../${file}`, import.meta.url), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  return [...text.matchAll(/["`]([A-Z][a-z]+ [^"`]*\.)["`]/g)].map(([, sentence]) =>
    (sentence ?? "")
      .replace(/\$\{limits\.(\w+)\}/g, (_, name: keyof typeof limits) => String(limits[name]))
      .replace(/\$\{(\w+)\}/g, (whole, name: string) => constants[name] ?? whole),
  );
});

it("finds the sentences", () => {
  expect(sentences.length).toBeGreaterThan(20);
});

it.each([...new Set(sentences)])("translates %j", (sentence) => {
  expect(toFieldMessage(sentence)).toBeDefined();
});

it("takes the numbers out of the sentence", () => {
  expect(toFieldMessage("Enter 3 to 64 characters.")).toEqual({ key: "lengthBetween", values: { min: 3, max: 64 } });
  expect(toFieldMessage("Enter at most 20 tags.")).toEqual({ key: "tagsMax", values: { max: 20 } });
});

it("leaves the server's own sentences as they are", () => {
  expect(toFieldMessage("The cluster already has a topic orders.")).toBeUndefined();
});
