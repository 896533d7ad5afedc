import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Contender, contenders } from "./contenders";
import { describeMachine } from "./machine";
import { measureLatency, measureThroughput } from "./measure";
import { type BenchOptions, parseOptions } from "./options";
import { measurePagesDuring } from "./pages";
import { peers } from "./peers";
import { type BenchReport, type ContenderReport, toMarkdown } from "./report";
import { type BenchServers, startServers } from "./servers";

const rootDir = path.resolve(import.meta.dirname, "../..");
const resultsDir = path.join(import.meta.dirname, "results");

function toReport(contender: Contender): ContenderReport {
  const { name, description, waitedFor, isOurs, broker } = contender;
  return { name, description, waitedFor, isOurs, broker, throughput: [], latency: [] };
}

async function runThroughput(
  contender: Contender,
  entry: ContenderReport,
  servers: BenchServers,
  options: BenchOptions,
) {
  const share = peers.includes(contender) ? 10 : 1;
  const messages = Math.ceil(options.messages / share);
  const result = await measureThroughput(contender, servers, { ...options, messages });
  entry.throughput.push(result);
  const cpu = result.cpuMicrosecondsPerMessage.toFixed(1);
  console.log(
    `${contender.name}: ${result.messagesPerSecond} messages/s, ${cpu} µs CPU a message, ${result.residentMiB} MiB`,
  );
}

async function runLatency(contender: Contender, entry: ContenderReport, servers: BenchServers, options: BenchOptions) {
  for (const rate of options.latencyRates) {
    const result = await measureLatency(contender, servers, rate, options);
    entry.latency.push(result);
    console.log(`${contender.name} at ${rate}/s: p50 ${result.p50Ms.toFixed(2)} ms, p99 ${result.p99Ms.toFixed(2)} ms`);
  }
}

/** Contenders take turns inside each run, so that a machine that gets slower hits all of them. */
async function runAll(servers: BenchServers, options: BenchOptions, report: BenchReport): Promise<void> {
  const all = options.withPeers ? [...contenders, ...peers] : contenders;
  const chosen = all.filter(
    ({ name }) => options.only.length === 0 || options.only.some((part) => name.includes(part)),
  );
  const pairs = chosen.map((contender) => ({ contender, entry: toReport(contender) }));
  report.contenders.push(...pairs.map(({ entry }) => entry));
  const { baseUrl, api } = servers.product.app;
  const { regionId, instanceId } = await api.embeddedInstance();
  const instance = `/${regionId}/instances/${instanceId}`;
  const pages = [
    `/${regionId}/instances`,
    instance,
    `${instance}/rules`,
    `${instance}/rules/${servers.product.embeddedRuleId}`,
  ];
  for (let run = 1; run <= options.runs; run++) {
    console.log(`run ${run} of ${options.runs}`);
    for (const { contender, entry } of pairs) {
      const turn = () => runThroughput(contender, entry, servers, options);
      await turn();
      if (contender.hasEndToEndAcknowledgement) {
        await runLatency(contender, entry, servers, options);
      }
    }
    const ours = pairs.find(({ contender }) => contender.name === "embedded-ours");
    if (ours !== undefined) {
      // A turn of its own: loading pages costs CPU, and the throughput above is measured without it.
      report.pages.push(
        await measurePagesDuring(baseUrl, pages, () => measureThroughput(ours.contender, servers, options)),
      );
    }
  }
}

async function store(report: BenchReport): Promise<void> {
  await mkdir(resultsDir, { recursive: true });
  await writeFile(path.join(resultsDir, "latest.json"), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(path.join(rootDir, "docs/benchmarks.md"), toMarkdown(report));
  console.log("written: tests/bench/results/latest.json, docs/benchmarks.md");
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const { messages, connections, window, bodyBytes, runs } = options;
  const load = { messages, connections, window, bodyBytes, qos: 1 as const, runs };
  const report: BenchReport = { machine: describeMachine(), load, contenders: [], pages: [] };
  const servers = await startServers();
  try {
    await runAll(servers, options, report);
  } finally {
    await servers.stop();
  }
  await (options.isStored ? store(report) : console.log(`\n${toMarkdown(report)}`));
}

await main();
