import { type SaidCode, sentences } from "./sentences";

/** One value of a sentence that was read back. */
export type SaidValue =
  | { kind: "text" | "time" | "said"; name: string; value: string }
  | { kind: "count" | "bytes"; name: string; value: number };

export interface Said {
  code: SaidCode;
  values: readonly SaidValue[];
}

interface Reader {
  code: SaidCode;
  pattern: RegExp;
  places: readonly { name: string; kind: SaidValue["kind"] }[];
}

const patterns: Record<SaidValue["kind"], string> = {
  text: "([^]+?)",
  said: "([^]+)",
  count: "(-?\\d+)",
  bytes: "(\\d+)",
  time: "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)",
};

let readers: readonly Reader[] | undefined;

/** Undefined for what is no sentence of `sentences`: it is shown as it came. */
export function readSaid(text: string): Said | undefined {
  readers ??= Object.entries(sentences).map(([code, sentence]) => toReader(code as SaidCode, sentence)); // safe because these are the keys of `sentences`
  for (const { code, pattern, places } of readers) {
    const match = pattern.exec(text);
    if (match !== null) {
      return { code, values: places.map(({ name, kind }, index) => toValue(name, kind, match[index + 1] ?? "")) };
    }
  }
  return undefined;
}

function toReader(code: SaidCode, sentence: string): Reader {
  const places: Reader["places"][number][] = [];
  const source = sentence.replace(/\{(\w+)(?::(\w+))?\}|[.*+?^${}()|[\]\\]/g, (found, name?: string, kind?: string) => {
    if (name === undefined) {
      return `\\${found}`;
    }
    const place = { name, kind: kindOf(kind) };
    places.push(place);
    return patterns[place.kind];
  });
  return { code, pattern: new RegExp(`^${source}$`), places };
}

function kindOf(written: string | undefined): SaidValue["kind"] {
  return written === "count" || written === "bytes" || written === "time" || written === "said" ? written : "text";
}

function toValue(name: string, kind: SaidValue["kind"], value: string): SaidValue {
  return kind === "count" || kind === "bytes" ? { kind, name, value: Number(value) } : { kind, name, value };
}
