import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { errorCodes, errorStatuses } from "@/lib/error-codes";

it("documents every error code with its status", () => {
  const text = readFileSync("docs/errors.md", "utf8");
  const undocumented = errorCodes.filter((code) => !text.includes(`| \`${code}\` | ${errorStatuses[code]}`));
  expect(undocumented).toEqual([]);
});
