import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checkNode, install } from "../launcher/install.mjs";
import { rootDir, run, stopCommands } from "../launcher/run-command.mjs";
import { Refusal, say, step } from "../launcher/terminal.mjs";
import { listPlaywrightFailures, listVitestFailures } from "./list-failures.mjs";
import { readPlaywrightReport, readVitestReport, toResult } from "./read-report.mjs";

const reportDir = path.join(rootDir, ".cache", "test-report");
const bin = (name) => path.join(rootDir, "node_modules", ".bin", name);
const isFullRun = process.env.SLUICE_TEST_FAULTS === "full";
const suiteTimeoutMs = (isFullRun ? 90 : 20) * 60_000;

/** What has to be there before a test runs. Resolves to the environment of the suites. */
async function provide() {
  checkNode();
  await install();
  const { loadTools } = await import("../launcher/build.mjs");
  const { provideChromium, provideFaketime, provideMosquitto, provideOpenssl } = await import("./provide-tools.mjs");
  const { provideEmbedded } = await import("../launcher/provide.mjs");
  const tools = await loadTools();
  // The tests use their own data folders and ports; only where things are cached is the same.
  const settings = tools.parseSettings({ JAVA_HOME: process.env.JAVA_HOME }, rootDir);
  const env = await provideEmbedded(settings, tools);
  await provideMosquitto();
  await provideOpenssl();
  if (isFullRun) {
    await provideFaketime();
  }
  return { ...env, ...(await provideChromium()) };
}

async function vitest(name, env) {
  const report = path.join(reportDir, `${name}.json`);
  const args = ["run", "--project", name, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await run(bin("vitest"), args, { show: true, env, timeoutMs: suiteTimeoutMs });
  return { ...toResult(readVitestReport(report), code), failures: listVitestFailures(report) };
}

async function playwright(env) {
  const report = path.join(reportDir, "e2e.json");
  const { code } = await run(bin("playwright"), ["test", "--reporter=list,json"], {
    show: true,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    timeoutMs: suiteTimeoutMs,
  });
  return { ...toResult(readPlaywrightReport(report), code), failures: listPlaywrightFailures(report) };
}

async function buildProduct() {
  const { build } = await import("../launcher/build.mjs");
  await build();
  return { passed: 1, failed: 0, skipped: 0 };
}

function listSuites(env) {
  return [
    ["verify", async () => ({ skipped: 0, ...(await (await import("../verify.mjs")).verify()) })],
    ["unit", () => vitest("unit", env)],
    ["contract", () => vitest("contract", env)],
    // Before the integration tests: some of them start the whole built product.
    ["build", buildProduct],
    ["integration", () => vitest("integration", env)],
    ["faults", () => vitest("faults", env)],
    ["e2e", () => playwright(env)],
  ];
}

async function runSuite(name, work) {
  try {
    return await step(name, work);
  } catch (error) {
    process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Repeated at the end: the place of a failure is far above by then. */
function sayFailures(results) {
  for (const [name, { failures = [] }] of results) {
    for (const { test, reason } of failures) {
      say(["", `FAILED ${name}: ${test}`, ...reason.map((line) => `    ${line}`)].join("\n"));
    }
  }
  say("");
}

function summarise(results) {
  sayFailures(results);
  for (const [name, { passed, failed, skipped }, seconds] of results) {
    const rest = skipped > 0 ? `, ${skipped} skipped` : "";
    say(
      `${failed === 0 ? "ok    " : "FAILED"} ${name.padEnd(12)} ${passed} passed, ${failed} failed${rest} (${seconds.toFixed(0)} s)`,
    );
  }
  const sum = (key) => results.reduce((total, [, counts]) => total + counts[key], 0);
  const line = `${sum("passed")} passed, ${sum("failed")} failed`;
  // Read by .ci/run, which prints it as its last line.
  writeFileSync(path.join(reportDir, "summary.txt"), `${line}\n`);
  say(line);
  return sum("failed") === 0 && sum("passed") > 0 ? 0 : 1;
}

/** Resolves to the exit code. */
export async function runTests() {
  process.env.CI ??= "true";
  rmSync(reportDir, { recursive: true, force: true });
  mkdirSync(reportDir, { recursive: true });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      stopCommands(signal);
      process.exit(1);
    });
  }
  let env;
  try {
    env = await provide();
  } catch (error) {
    process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
    return summarise([["provide", { passed: 0, failed: 1, skipped: 0 }, 0]]);
  }
  const results = [];
  for (const [name, work] of listSuites(env)) {
    const beganMs = performance.now();
    results.push([name, await runSuite(name, work), (performance.now() - beganMs) / 1000]);
  }
  return summarise(results);
}
