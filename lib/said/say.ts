import { type SaidCode, sentences } from "./sentences";

type NameOf<Place extends string> = Place extends `${infer Name}:${string}` ? Name : Place;
type NamesIn<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? NameOf<Place> | NamesIn<Rest>
  : never;
type ValuesOf<Code extends SaidCode> = Record<NamesIn<(typeof sentences)[Code]>, string | number>;

const place = /\{(\w+)(?::\w+)?\}/g;

/** The English sentence of a code. */
export function say<Code extends SaidCode>(
  code: Code,
  ...[values]: [NamesIn<(typeof sentences)[Code]>] extends [never] ? [] : [ValuesOf<Code>]
): string {
  const known: Partial<Record<string, string | number>> = values ?? {};
  return sentences[code].replace(place, (_, name: string) => String(known[name]));
}
