import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { provideRocketmq } from "@/tests/helpers/provide-rocketmq";
import { withConsoleSection } from "./console/page-section";
import { embeddedOurs } from "./contenders/product";
import { measureIdle } from "./idle";
import { describeMachine } from "./machine";
import { toMarkdown } from "./markdown";
import { measureLatency, measureThroughput } from "./measure";
import { type BenchOptions, parseOptions, toLoad, usualBodyBytes } from "./options";
import { measurePagesDuring } from "./pages";
import { contenders, planRound, planStart, type Step } from "./plan";
import { Progress } from "./progress";
import type { BenchReport } from "./report";
import { type BenchServers, startServers } from "./servers";
import { findInvalid, findTargets } from "./verdict";

const rootDir = path.resolve(import.meta.dirname, "../..");
const resultsDir = path.join(import.meta.dirname, "results");

/** Far beyond what any step takes, a peer's build included. */
const stepLimitMs = 180_000;

interface Bench {
  servers: BenchServers;
  options: BenchOptions;
  report: BenchReport;
}

/** Measures one step and answers what to print about it. */
async function take(step: Step, run: number, { servers, options, report }: Bench): Promise<string> {
  switch (step.kind) {
    case "idle": {
      const { app, ruleCount } = servers.product;
      const result = await measureIdle(await app.runtimePid(), ruleCount, options.idleSeconds);
      report.idle.push(result);
      return `${ruleCount} rules, ${result.cpuPercent.toFixed(2)} % CPU, ${result.residentMiB} MiB`;
    }
    case "throughput": {
      const { contender, bodyBytes } = step;
      const load = toLoad(options, bodyBytes, contender.share, contender.connections);
      const result = await measureThroughput(contender, servers, load);
      report.throughput.push({ contender: contender.name, bodyBytes, run, ...result });
      const cpu = result.cpuMicrosecondsPerMessage.toFixed(1);
      return `${result.messagesPerSecond} messages/s, ${cpu} µs CPU a message, ${result.residentMiB} MiB`;
    }
    case "latency": {
      const { contender, ratePerSecond } = step;
      const pace = { ratePerSecond, seconds: options.latencySeconds, bodyBytes: usualBodyBytes };
      const result = await measureLatency(contender, servers, pace);
      report.latency.push({ contender: contender.name, ratePerSecond, run, ...result });
      return `p50 ${result.p50Ms.toFixed(2)}, p99 ${result.p99Ms.toFixed(2)}, p99.9 ${result.p999Ms.toFixed(2)} ms`;
    }
    case "pages": {
      // A turn of its own: loading pages costs CPU, and throughput is measured without it.
      const { app, pages } = servers.product;
      const load = toLoad(options, usualBodyBytes);
      const work = () => measureThroughput(embeddedOurs, servers, load);
      const result = await measurePagesDuring(app.baseUrl, pages, work);
      report.pages.push(result);
      return `p95 ${result.p95Ms.toFixed(0)} ms under load, ${result.failures} of ${result.requests} failed`;
    }
  }
}

async function within<Result>(work: Promise<Result>, limitMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no result within ${limitMs / 1_000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What cannot be measured is noted and the rest goes on: a long run must not end for one contender. */
async function takeSafely(step: Step, run: number, bench: Bench): Promise<string> {
  try {
    return `${step.name}: ${await within(take(step, run, bench), stepLimitMs)}`;
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    bench.report.failures.push({ step: step.name, run, message });
    return `${step.name}: FAILED: ${message}`;
  }
}

async function runAll(bench: Bench): Promise<void> {
  const { options } = bench;
  const start = planStart(options);
  const round = planRound(options);
  const progress = new Progress(start.length + round.length * options.runs);
  for (const step of start) {
    progress.report(await takeSafely(step, 0, bench));
  }
  for (let run = 1; run <= options.runs; run++) {
    console.log(`round ${run} of ${options.runs}`);
    for (const step of round) {
      progress.report(await takeSafely(step, run, bench));
    }
  }
}

/** An invalid run is kept for looking into, but is neither the latest result nor the page. */
async function publish(report: BenchReport, isStored: boolean): Promise<void> {
  const invalid = findInvalid(report);
  for (const { what, limit, measured, isMet } of findTargets(report)) {
    const verdict = isMet === undefined ? "not measured" : isMet ? "met" : "MISSED";
    console.log(`${verdict.padEnd(12)} ${what}: ${measured?.toFixed(2) ?? "–"} (${limit})`);
  }
  for (const reason of invalid) {
    console.error(`INVALID      ${reason}`);
  }
  if (!isStored) {
    console.log(`\n${toMarkdown(report)}`);
  } else {
    await mkdir(resultsDir, { recursive: true });
    const file = path.join(resultsDir, invalid.length === 0 ? "latest.json" : "invalid.json");
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`written: ${path.relative(rootDir, file)}`);
    if (invalid.length === 0) {
      await writeFile(path.join(rootDir, "docs/benchmarks.md"), withConsoleSection(toMarkdown(report)));
      console.log("written: docs/benchmarks.md");
    }
  }
  process.exitCode = invalid.length === 0 ? 0 : 1;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const { runs, messages, connections, window, latencySeconds } = options;
  const report: BenchReport = {
    machine: describeMachine(),
    load: { runs, messages, connections, window, latencySeconds },
    contenders: contenders.map(({ name, isOurs, description, waitedFor }) => ({
      name,
      isOurs,
      description,
      waitedFor,
    })),
    idle: [],
    throughput: [],
    latency: [],
    pages: [],
    failures: [],
  };
  console.log("checking RocketMQ 4.9.7 and 5.5.0");
  await provideRocketmq();
  console.log("starting the servers and 100 rules");
  const servers = await startServers();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      console.error("interrupted: stopping the servers");
      void servers.stop().finally(() => process.exit(1));
    });
  }
  try {
    await runAll({ servers, options, report });
  } finally {
    await servers.stop();
  }
  await publish(report, options.isStored);
}

await main();
