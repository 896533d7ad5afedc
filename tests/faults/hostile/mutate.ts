import type { Random } from "./random";

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level++) {
    value = level % 2 === 0 ? { a: value } : [value];
  }
  return value;
}

/** Values that programs trip over. */
const nasty: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => "",
  () => " ",
  () => "a".repeat(70_000),
  () => "\0",
  () => "\u0001\u0002",
  () => "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u202Etxt",
  () => "\ud800",
  () => "../../../etc/passwd",
  () => "'; drop table rules; --",
  () => "<script>alert(1)</script>",
  () => "{{7*7}}",
  () => "__proto__",
  () => -1,
  () => 0,
  () => 1e308,
  () => Number.MAX_SAFE_INTEGER + 2,
  () => 1.5,
  () => true,
  () => [],
  () => ({}),
  () => nested(60),
  () => Array.from({ length: 2_000 }, (_, index) => index),
  () => ({ constructor: { prototype: { isAdmin: true } } }),
  (random) => random.bytes(40).toString("latin1"),
];

/** Changes one place of a JSON value: replaces, removes, adds or repeats something. */
export function mutate(value: unknown, random: Random): unknown {
  if (typeof value !== "object" || value === null || random.isChance(0.15)) {
    return random.pick(nasty)(random);
  }
  if (Array.isArray(value)) {
    return value.length === 0 || random.isChance(0.3)
      ? [...value, random.pick(nasty)(random)]
      : value.map((item, index) => (index === 0 ? mutate(item, random) : item));
  }
  const entries = Object.entries(value);
  const kind = random.below(4);
  if (entries.length === 0 || kind === 0) {
    const key = random.pick(["__proto__", "constructor", "extra", "id", "a".repeat(3_000), ""]);
    return Object.fromEntries([...entries, [key, random.pick(nasty)(random)]]);
  }
  const at = random.below(entries.length);
  if (kind === 1) {
    return Object.fromEntries(entries.filter((_, index) => index !== at));
  }
  return Object.fromEntries(entries.map(([key, item], index) => [key, index === at ? mutate(item, random) : item]));
}

/** Text of a request body: mostly valid JSON of a mutated value, sometimes broken text. */
export function mutateText(value: unknown, random: Random): string | Buffer {
  let mutated = value;
  for (let times = random.below(4); times >= 0; times--) {
    mutated = mutate(mutated, random);
  }
  const text = JSON.stringify(mutated) ?? "";
  switch (random.below(12)) {
    case 0:
      return text.slice(0, random.below(text.length + 1));
    case 1:
      return random.bytes(200);
    case 2:
      return `${text}${text}`;
    case 3:
      return `[`.repeat(20_000);
    default:
      return text;
  }
}
