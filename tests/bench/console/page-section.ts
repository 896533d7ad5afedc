import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type ConsoleFigures, toMarkdown } from "./report";

export const consoleResultsFile = path.resolve(import.meta.dirname, "../results/console.json");
const heading = "## The console with much data";

/** The page of all benchmarks with the console's newest section at its end; each of the two programs leaves the other's part alone. */
export function withConsoleSection(page: string): string {
  const own = page.split(`\n${heading}`)[0]?.trimEnd() ?? "";
  if (!existsSync(consoleResultsFile)) {
    return `${own}\n`;
  }
  // safe because only this benchmark writes the file
  const figures = JSON.parse(readFileSync(consoleResultsFile, "utf8")) as ConsoleFigures;
  return `${own}\n\n${heading}\n\n${toMarkdown(figures)}`;
}
