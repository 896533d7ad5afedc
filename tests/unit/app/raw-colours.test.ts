import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const sources = ["app", "components"].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `${folder}/${file}`),
);

it("colours come from the theme: no component names one by its hexadecimal value", () => {
  const offenders = sources.filter((file) =>
    /#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b(?!;)/.test(readFileSync(root + file, "utf8")),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(offenders).toEqual([]);
});
