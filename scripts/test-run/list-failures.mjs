import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { rootDir } from "../launcher/run-command.mjs";

const shownLines = 8;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const colours = /\u001b\[[0-9;]*m/g;

function readJson(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  } catch {
    return undefined;
  }
}

function shorten(message = "") {
  const lines = message.replaceAll(colours, "").split("\n");
  return lines
    .filter((line) => line.trim() !== "")
    .slice(0, shownLines)
    .map((line) => line.slice(0, 300));
}

/** The failed tests of Vitest's JSON report, and the files that could not be loaded: `{ test, reason }`, the reason as a few lines. */
export function listVitestFailures(file) {
  return (readJson(file)?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const place = path.relative(rootDir, name);
    if (failed.length === 0) {
      return status === "failed" ? [{ test: place, reason: shorten(message) }] : [];
    }
    return failed.map((test) => ({
      test: `${place} › ${test.fullName}`,
      reason: shorten(test.failureMessages.join("\n")),
    }));
  });
}

function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/** The same of Playwright's JSON report; a test that passed only when tried again is among them. */
export function listPlaywrightFailures(file) {
  const report = readJson(file);
  const outside = (report?.errors ?? []).map(({ message }) => ({ test: "outside a test", reason: shorten(message) }));
  const inside = (report?.suites ?? []).flatMap(specsOf).flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) => ({
        test: `${spec.file}:${spec.line} › ${spec.title}`,
        reason: shorten(results.flatMap(({ errors }) => errors.map(({ message }) => message)).join("\n")),
      })),
  );
  return [...outside, ...inside];
}
