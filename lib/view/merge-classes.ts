/** Classes that share a kind without sharing what stands before their value; a later one takes the place of an earlier one. */
const words: Readonly<Record<string, string>> = {
  display: "block inline inline-block inline-flex inline-grid flex grid hidden contents table table-cell table-row",
  position: "static fixed absolute relative sticky",
  direction: "flex-row flex-col flex-row-reverse flex-col-reverse",
  flexWrap: "flex-wrap flex-nowrap",
  textAlign: "text-left text-center text-right",
  textSize: "text-xs text-sm text-base text-lg text-xl text-2xl",
  textWrap: "text-wrap text-nowrap text-balance text-pretty",
  textOverflow: "truncate text-ellipsis text-clip",
  family: "font-mono font-sans",
  lines: "underline no-underline line-through",
  break: "break-normal break-all break-words break-keep",
  whitespace: "whitespace-normal whitespace-nowrap whitespace-pre whitespace-pre-line whitespace-pre-wrap",
  wrap: "wrap-normal wrap-anywhere wrap-break-word",
  image: "bg-linear-to-r bg-linear-to-l bg-linear-to-t bg-linear-to-b bg-none",
  "border-style": "border-solid border-dashed border-dotted border-none",
  collapse: "border-separate border-collapse",
  divideX: "divide-x",
  divideY: "divide-y",
  "decoration-style": "decoration-solid decoration-dotted decoration-dashed",
  "outline-w": "outline outline-1 outline-2",
  "outline-style": "outline-none outline-dashed",
  numeric: "tabular-nums",
  listPosition: "list-inside list-outside",
  srOnly: "sr-only not-sr-only",
  transition: "transition",
};

const wordKinds = new Map(Object.entries(words).flatMap(([kind, list]) => list.split(" ").map((word) => [word, kind])));

/** What a later class also takes the place of, besides its own kind. */
const covers: Readonly<Record<string, string>> = {
  p: "px py pt pr pb pl",
  px: "pr pl",
  py: "pt pb",
  m: "mx my mt mr mb ml",
  mx: "mr ml",
  my: "mt mb",
  size: "w h",
  gap: "gap-x gap-y",
  inset: "inset-x inset-y top right bottom left",
  "inset-x": "right left",
  "inset-y": "top bottom",
  overflow: "overflow-x overflow-y",
  flex: "basis grow shrink",
  textSize: "leading",
  translate: "translate-x translate-y",
  rounded: "rounded-t rounded-r rounded-b rounded-l",
  "border-w": "border-w-x border-w-y border-w-t border-w-r border-w-b border-w-l",
  "border-w-x": "border-w-r border-w-l",
  "border-w-y": "border-w-t border-w-b",
};

/** Colours have names of several words, so that all before the last hyphen would be too much. */
const coloured = /^(bg|text|border(?!-spacing)|outline(?!-offset)|decoration|divide|from|to)-/;

function kindOf(name: string): string {
  const word = wordKinds.get(name);
  if (word !== undefined) {
    return word;
  }
  const side = /^border(-[xytrbl])?(-\d+)?$/.exec(name);
  if (side !== null) {
    return `border-w${side[1] ?? ""}`;
  }
  const colour = coloured.exec(name)?.[1];
  if (colour !== undefined) {
    return colour;
  }
  // What stands before the value: "max-w" of "max-w-[calc(100vw-1rem)]" and of "max-w-5xl".
  return name.replace(/-(\[.*|\(.*|[^-]*)$/, "");
}

const split = /^(.*:)?(!?)-?(.*?)(!?)$/;
const cacheSizeMax = 1_000;
const cache = new Map<string, string>();

/** Keeps of the classes of one kind, under the same conditions, the last. */
export function mergeClasses(joined: string): string {
  const cached = cache.get(joined);
  if (cached !== undefined) {
    return cached;
  }
  const covered = new Set<string>();
  const kept: string[] = [];
  for (const name of joined.split(/\s+/).reverse()) {
    const [, conditions = "", before, base = "", after] = split.exec(name) ?? [];
    const when = conditions + before + after;
    const kind = kindOf(base);
    if (name !== "" && !covered.has(when + kind)) {
      kept.unshift(name);
      for (const other of [kind, ...(covers[kind]?.split(" ") ?? [])]) {
        covered.add(when + other);
      }
    }
  }
  const merged = kept.join(" ");
  if (cache.size >= cacheSizeMax) {
    cache.clear();
  }
  cache.set(joined, merged);
  return merged;
}
