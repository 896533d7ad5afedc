import { existsSync } from "node:fs";
import path from "node:path";
import { listTrackedFiles, readText, rootDir } from "./tracked-files.mjs";

const ownFolders = /^(app|components|db|docs|lib|public|scripts|server|tests|\.ci)\//;
// A pattern or a placeholder stands for many files.
const isPattern = (text) => /[*<>{}…$]|\.\.\./.test(text);

/** Paths in `code` and targets of links, with the line they stand on. */
export function findReferences(markdown) {
  const references = [];
  for (const [index, line] of markdown.split("\n").entries()) {
    for (const [, code] of line.matchAll(/`([^`\s]+)`/g)) {
      if (ownFolders.test(code) && !isPattern(code)) {
        references.push({ line: index + 1, target: code.replace(/[:#].*$/, ""), isLink: false });
      }
    }
    for (const [, link] of line.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (!/^[a-z]+:|^#/.test(link)) {
        references.push({ line: index + 1, target: link.replace(/#.*$/, ""), isLink: true });
      }
    }
  }
  return references;
}

/** Every path that the documentation cites exists. */
export function checkDocReferences() {
  const problems = [];
  for (const file of listTrackedFiles().filter((name) => name.endsWith(".md"))) {
    for (const { line, target, isLink } of findReferences(readText(file))) {
      const base = isLink ? path.join(rootDir, path.dirname(file)) : rootDir;
      if (!existsSync(path.join(base, target))) {
        problems.push(`${file}:${line} cites ${target}, which does not exist`);
      }
    }
  }
  return problems;
}

/** Every error code of the product is explained in docs/errors.md. */
export function checkErrorCodes() {
  const source = readText("lib/error-codes.ts");
  const codes = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1]);
  if (codes.length === 0) {
    return ["lib/error-codes.ts: no codes found; the check reads them line by line"];
  }
  if (!existsSync(path.join(rootDir, "docs/errors.md"))) {
    return ["docs/errors.md is missing"];
  }
  const documented = readText("docs/errors.md");
  return codes
    .filter((code) => !documented.includes(`\`${code}\``))
    .map((code) => `docs/errors.md does not explain ${code}`);
}
