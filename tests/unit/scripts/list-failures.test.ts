import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { listPlaywrightFailures, listVitestFailures } from "@/scripts/test-run/list-failures.mjs";

function write(report: unknown): string {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-failures-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = path.join(dir, "report.json");
  writeFileSync(file, JSON.stringify(report));
  return file;
}

const inTree = (file: string) => path.join(process.cwd(), file);

describe("the end of a test run names", () => {
  test("each failed test with the first lines of its reason, and no passed one", () => {
    const message = `\u001b[31mError: lost 3\u001b[39m\n\n${"at somewhere\n".repeat(20)}`;
    const testResults = [
      {
        name: inTree("tests/faults/a.test.ts"),
        status: "failed",
        assertionResults: [
          { status: "passed", fullName: "holds", failureMessages: [] },
          { status: "failed", fullName: "loses nothing", failureMessages: [message] },
        ],
      },
    ];
    const failures = listVitestFailures(write({ testResults }));
    expect(failures.map(({ test: name }) => name)).toEqual(["tests/faults/a.test.ts › loses nothing"]);
    expect(failures[0]?.reason[0]).toBe("Error: lost 3");
    expect(failures[0]?.reason).toHaveLength(8);
  });

  test("a file that could not be loaded", () => {
    const broken = {
      name: inTree("tests/a.test.ts"),
      status: "failed",
      message: "no such module",
      assertionResults: [],
    };
    expect(listVitestFailures(write({ testResults: [broken] }))).toEqual([
      { test: "tests/a.test.ts", reason: ["no such module"] },
    ]);
  });

  test("browser tests of nested groups, those that needed a second try, and errors outside a test", () => {
    const spec = (title: string, status: string) => ({
      file: "shell/a.spec.ts",
      line: 3,
      title,
      tests: [{ status, results: [{ errors: [{ message: "Error: not visible" }] }] }],
    });
    const report = {
      errors: [{ message: "no browser" }],
      suites: [
        { specs: [spec("good", "expected")], suites: [{ specs: [spec("bad", "unexpected"), spec("odd", "flaky")] }] },
      ],
    };
    expect(listPlaywrightFailures(write(report)).map(({ test: name }) => name)).toEqual([
      "outside a test",
      "shell/a.spec.ts:3 › bad",
      "shell/a.spec.ts:3 › odd",
    ]);
  });

  test("nothing where there is no report: the sums say that", () => {
    expect(listVitestFailures("/nowhere/report.json")).toEqual([]);
    expect(listPlaywrightFailures("/nowhere/report.json")).toEqual([]);
  });
});
