import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readPlaywrightReport, readVitestReport, toResult } from "@/scripts/test-run/read-report.mjs";

function write(report: unknown): string {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-report-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = path.join(dir, "report.json");
  writeFileSync(file, typeof report === "string" ? report : JSON.stringify(report));
  return file;
}

const vitestReport = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 0,
  testResults: [] as unknown[],
};

describe("the sums of a test run", () => {
  test("are those of the report", () => {
    expect(readVitestReport(write(vitestReport))).toEqual({ passed: 5, failed: 1, skipped: 2 });
    const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 3 };
    expect(readPlaywrightReport(write({ stats, errors: [{}] }))).toEqual({ passed: 7, failed: 3, skipped: 3 });
  });

  test("count a file that could not be loaded as a failure", () => {
    const broken = { status: "failed", assertionResults: [] };
    const known = { status: "failed", assertionResults: [{ status: "failed" }] };
    expect(readVitestReport(write({ ...vitestReport, testResults: [broken, known] })).failed).toBe(2);
  });

  test("count an absent or torn report as a failure", () => {
    expect(readVitestReport("/nowhere/report.json").failed).toBe(1);
    expect(readPlaywrightReport(write('{"stats":')).failed).toBe(1);
  });

  test("never look like success when the exit code is none, or when nothing ran", () => {
    expect(toResult({ passed: 3, failed: 0, skipped: 0 }, 1).failed).toBe(1);
    expect(toResult({ passed: 0, failed: 0, skipped: 4 }, 0).failed).toBe(1);
    expect(toResult({ passed: 3, failed: 0, skipped: 0 }, 0).failed).toBe(0);
  });
});
