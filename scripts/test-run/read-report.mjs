import { existsSync, readFileSync } from "node:fs";

/** A report that is absent or unreadable is a failure, whatever the exit code said. */
const unreadable = { passed: 0, failed: 1, skipped: 0 };

function readJson(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  } catch {
    return undefined;
  }
}

/** Sums of Vitest's JSON reporter; a file that could not even be loaded counts as one failure. */
export function readVitestReport(file) {
  const report = readJson(file);
  if (!report) {
    return unreadable;
  }
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Sums of Playwright's JSON reporter; errors outside a test count too. */
export function readPlaywrightReport(file) {
  const report = readJson(file);
  if (!report) {
    return unreadable;
  }
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

/** The sums are believed only as far as the exit code agrees with them. */
export function toResult(counts, exitCode) {
  const { passed, failed, skipped } = counts;
  const isSilentFailure = exitCode !== 0 && failed === 0;
  const isEmpty = passed === 0 && failed === 0;
  return { passed, failed: isSilentFailure || isEmpty ? failed + 1 : failed, skipped };
}
