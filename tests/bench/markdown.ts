import { usualBodyBytes } from "./options";
import { type BenchReport, latencyOf, median, type ThroughputRun, throughputOf } from "./report";
import { findTargets, type Target } from "./verdict";

const whole = (value: number) => Math.round(value).toLocaleString("en-US");
const oneDigit = (value: number) => value.toFixed(1);
const spread = (values: readonly number[], format: (value: number) => string) =>
  values.length < 2 ? "" : ` (${format(Math.min(...values))}–${format(Math.max(...values))})`;
const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => "---"), ...rows];
  return rows.length === 0 ? "Not measured in this run." : lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function label(report: BenchReport, name: string): string {
  return report.contenders.find((facts) => facts.name === name)?.isOurs ? `**${name}**` : name;
}

function throughputRow(report: BenchReport, runs: readonly ThroughputRun[]): string[] {
  const name = runs[0]?.contender ?? "";
  const rates = runs.map((run) => run.messagesPerSecond);
  const cpu = runs.map((run) => run.cpuMicrosecondsPerMessage);
  return [
    label(report, name),
    `${whole(median(rates))}${spread(rates, whole)}`,
    `${oneDigit(median(cpu))}${spread(cpu, oneDigit)}`,
    `${median(runs.map((run) => run.residentMiB))}`,
    whole(runs[0]?.messages ?? 0),
  ];
}

function usualSize(report: BenchReport): string {
  const rows = report.contenders
    .map(({ name }) => throughputOf(report, name, usualBodyBytes))
    .filter((runs) => runs.length > 0)
    .map((runs) => throughputRow(report, runs));
  return table(["contender", "messages/s, median (range)", "CPU µs/message", "memory MiB", "messages a run"], rows);
}

function sizes(report: BenchReport): string {
  const bodyBytes = distinct(report.throughput.map((run) => run.bodyBytes)).sort((a, b) => a - b);
  const names = distinct(
    report.throughput.filter((run) => run.bodyBytes !== usualBodyBytes).map((run) => run.contender),
  );
  const cell = (name: string, size: number) => {
    const rates = throughputOf(report, name, size).map((run) => run.messagesPerSecond);
    return rates.length === 0 ? "–" : whole(median(rates));
  };
  return table(
    ["contender, messages/s", ...bodyBytes.map((size) => (size < 1024 ? `${size} B` : `${size / 1024} KB`))],
    names.map((name) => [label(report, name), ...bodyBytes.map((size) => cell(name, size))]),
  );
}

function latency(report: BenchReport): string {
  const rates = distinct(report.latency.map((run) => run.ratePerSecond));
  const rows = rates.flatMap((rate) =>
    distinct(report.latency.map((run) => run.contender)).flatMap((name) => {
      const runs = latencyOf(report, name, rate);
      if (runs.length === 0) {
        return [];
      }
      const figures = [runs.map((run) => run.p50Ms), runs.map((run) => run.p99Ms), runs.map((run) => run.p999Ms)].map(
        (values) => median(values).toFixed(2),
      );
      return [[whole(rate), label(report, name), ...figures]];
    }),
  );
  return table(["messages/s", "contender", "p50 ms", "p99 ms", "p99.9 ms"], rows);
}

function targetRow({ what, limit, measured, isMet }: Target): string[] {
  const verdict = isMet === undefined ? "not measured" : isMet ? "met" : "**missed**";
  const figure = measured === undefined ? "–" : measured >= 1_000 ? whole(measured) : measured.toFixed(2);
  return [what, limit, figure, verdict];
}

function idle(report: BenchReport): string {
  const [result] = report.idle;
  return result === undefined
    ? "Not measured in this run."
    : `After a fresh start with ${result.ruleCount} enabled rules and no messages for ${result.seconds} s, the runtime took ${result.cpuPercent.toFixed(2)} % of one core and ${result.residentMiB} MiB of memory.`;
}

function pagesText({ pages }: BenchReport): string {
  if (pages.length === 0) {
    return "Not measured in this run.";
  }
  const p95 = median(pages.map((run) => run.p95Ms)).toFixed(0);
  const requests = pages.reduce((sum, run) => sum + run.requests, 0);
  const failures = pages.reduce((sum, run) => sum + run.failures, 0);
  return `While the embedded broker took the full load, the console's pages answered with a p95 of **${p95} ms** (${requests} requests, ${failures} failed).`;
}

function machineText({ machine }: BenchReport): string {
  const tree = machine.isTreeClean ? "" : " with uncommitted changes";
  const libraries = Object.entries(machine.libraries).map(([name, version]) => `${name} ${version}`);
  return `Measured ${machine.date.slice(0, 10)} at commit ${machine.commit}${tree}, on ${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node ${machine.node}, ${machine.java}, RocketMQ ${machine.rocketmq}, ${machine.mosquitto}; ${libraries.join(", ")}. MQTT brokers, RocketMQ and the load generator shared the cores, so the ratios between rows say more than the numbers.`;
}

/** The page docs/benchmarks.md, from the stored result alone. */
export function toMarkdown(report: BenchReport): string {
  const { load, contenders } = report;
  return `# Benchmarks

Generated by \`npm run bench\` from \`tests/bench/results/latest.json\`; do not edit. The programs lie in \`tests/bench\`.

${machineText(report)}

Medians of ${load.runs} rounds; in each round everything below took its turn, one after another. Messages are QoS 1, and the acknowledgement to the MQTT side waits for RocketMQ's answer, for everybody alike. Load: ${load.connections} connections with ${load.window} unacknowledged messages each, up to ${whole(load.messages)} messages a turn, fewer for what is slow, after an unmeasured part to warm up.

## Targets

Ratios are medians of the ratios within one round.

${table(["target", "limit", "measured", "verdict"], findTargets(report).map(targetRow))}

## Throughput, messages of ${usualBodyBytes} bytes

${usualSize(report)}

${contenders.map(({ name, description, waitedFor }) => `- **${name}**: ${description}. Measured until: ${waitedFor}.`).join("\n")}

## Throughput by size

${sizes(report)}

## Latency

At a steady rate on one connection, ${load.latencySeconds} s each: from PUBLISH to PUBACK at the publisher, which is written after RocketMQ stored the message (ours: or the spool, where that took over a second); for remoting-send from the request to RocketMQ's answer.

${latency(report)}

## At rest

${idle(report)}

## The console meanwhile

${pagesText(report)}
`;
}
