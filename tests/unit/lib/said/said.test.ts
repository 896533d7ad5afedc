import { describe, expect, it } from "vitest";
import { enMessages } from "@/lib/i18n/messages/en";
import { readSaid, type SaidValue } from "@/lib/said/read-said";
import { say } from "@/lib/said/say";
import { type SaidCode, sentences } from "@/lib/said/sentences";

const samples: Record<SaidValue["kind"], string | number> = {
  text: "10.0.0.7:9876, a.b",
  said: "Something else entirely: no route.",
  count: 1_234_567,
  bytes: 1_048_576,
  time: "2026-11-01T00:00:00.123Z",
};

/** Every place of a sentence with a value of its kind, as `say` takes them. */
function placesOf(sentence: string): SaidValue[] {
  return [...sentence.matchAll(/\{(\w+)(?::(\w+))?\}/g)].map(([, name = "", kind = "text"]) => {
    const value = { kind, name, value: samples[kind as SaidValue["kind"]] };
    return value as SaidValue;
  });
}

const codes = Object.keys(sentences) as SaidCode[];
const sayAny = say as (code: SaidCode, values: Record<string, string | number>) => string;

describe("a sentence of the server", () => {
  it.each(codes)("is read back with its code and every value: %s", (code) => {
    const values = placesOf(sentences[code]);
    const text = sayAny(code, Object.fromEntries(values.map(({ name, value }) => [name, value])));
    expect(text).not.toMatch(/[{}]|undefined/);
    expect(readSaid(text)).toEqual({ code, values });
  });

  it.each(codes)("keeps every value in its translation: %s", (code) => {
    for (const { kind, name } of placesOf(sentences[code])) {
      const isTag = kind === "time" || kind === "said";
      expect(enMessages.said[code]).toMatch(isTag ? `<${name}></${name}>` : new RegExp(`\\{${name}[,}]`));
    }
  });

  it("is left alone when it is none of these, or goes on after its end", () => {
    expect(readSaid("connect ECONNREFUSED 10.0.0.7:9876")).toBeUndefined();
    expect(readSaid(`${say("notConfirmed")} And more.`)).toBeUndefined();
    expect(readSaid("")).toBeUndefined();
  });

  it("takes a value as it is, whatever characters it has", () => {
    expect(say("waitOnDisk", { count: "$& {count}" })).toBe("$& {count} messages wait on disk.");
  });
});
