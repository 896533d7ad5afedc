import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { extendTailwindMerge } from "tailwind-merge";
import { describe, expect, it } from "vitest";
import { mergeClasses } from "@/lib/view/merge-classes";

// The whole merger knows every class of Tailwind, and is several times as large as all of ours that uses it.
const wholeMerger = extendTailwindMerge({ extend: { theme: { shadow: ["1", "2", "3", "bar"] } } });
const rootDir = path.resolve(import.meta.dirname, "../../../..");

function quotedWords(folder: string): string[] {
  return readdirSync(path.join(rootDir, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith("merge-classes.ts"))
    .map((name) => readFileSync(path.join(rootDir, folder, name), "utf8"))
    .flatMap((source) => [...source.matchAll(/["'`]([^"'`\n]*)["'`]/g)])
    .flatMap(([, quoted = ""]) => quoted.split(/\s+/));
}

/** A class that it knows it does not repeat. */
const isKnown = (name: string) => name !== "" && wholeMerger(`${name} ${name}`) === name;
const withoutConditions = (name: string) => name.replace(/^(?:[\w-]+|\[[^\]]*\]|[\w-]+\[[^\]]*\]):/g, "");
const used = [...new Set(["app", "components", "lib"].flatMap(quotedWords).filter(isKnown).map(withoutConditions))];

/** One class of each kind: those of a kind replace each other. */
function oneOfEach(names: readonly string[]): string[] {
  const chosen: string[] = [];
  for (const name of names) {
    const isSame = (other: string) =>
      wholeMerger(`${name} ${other}`) === other && wholeMerger(`${other} ${name}`) === name;
    if (!chosen.some(isSame)) {
      chosen.push(name);
    }
  }
  return chosen;
}

describe("mergeClasses", () => {
  it("joins each class of the console with each kind of class as the whole merger does", { timeout: 60_000 }, () => {
    const different: string[] = [];
    for (const other of oneOfEach(used)) {
      for (const name of used) {
        for (const pair of [`${name} ${other}`, `${other} ${name}`]) {
          if (mergeClasses(pair) !== wholeMerger(pair)) {
            different.push(`${pair}: ${mergeClasses(pair)}, not ${wholeMerger(pair)}`);
          }
        }
      }
    }
    expect(used.length).toBeGreaterThan(400);
    expect(different.slice(0, 20)).toEqual([]);
  });

  it("keeps what it does not know, and the order", () => {
    expect(mergeClasses("link px-2 root-layer h-6 px-0")).toBe("link root-layer h-6 px-0");
  });

  it("looks at conditions apart", () => {
    expect(mergeClasses("min-w-17 md:min-w-19 hover:bg-bg min-w-0 bg-bg-card")).toBe(
      "md:min-w-19 hover:bg-bg min-w-0 bg-bg-card",
    );
  });
});
