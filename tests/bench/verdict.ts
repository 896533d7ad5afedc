import { usualBodyBytes } from "./options";
import { type BenchReport, latencyOf, median, medianRatio, throughputOf } from "./report";

/** A promise of the product to itself, held against what was measured beside it. */
export interface Target {
  what: string;
  limit: string;
  /** Undefined when the run left out what it takes. */
  measured: number | undefined;
  isMet: boolean | undefined;
}

/**
 * What each peer reached on its own before this product existed, relative to a part that it is made of: 2,400 messages/s for the Node client
 * alone and in a bridge; 4,000 and 2,000 for plain Java and Camel beside 43,500 for the bare mqtt.js subscriber. A peer that falls far behind
 * its own figure was set up badly or starved, and proves nothing.
 */
const peerRatios = [
  { peer: "peer-node", base: "grpc-send", expected: 1 },
  { peer: "peer-java", base: "subscriber", expected: 4_000 / 43_500 },
  { peer: "peer-camel", base: "subscriber", expected: 2_000 / 43_500 },
] as const;
const peerShareMin = 0.8;

/** Why this run may not be published; empty when it may. */
export function findInvalid(report: BenchReport): string[] {
  const failed = report.failures.map(({ step, run, message }) => `${step} failed in run ${run}: ${message}`);
  const weak = peerRatios.flatMap(({ peer, base, expected }) => {
    const ratio = medianRatio(report, peer, base, usualBodyBytes);
    return ratio === undefined || ratio >= expected * peerShareMin
      ? []
      : [`${peer} reached ${percent(ratio)} of ${base}; ${percent(expected * peerShareMin)} is the least`];
  });
  return [...failed, ...weak];
}

const percent = (part: number) => `${(part * 100).toFixed(1)} %`;

function atLeast(what: string, measured: number | undefined, min: number, limit: string): Target {
  return { what, limit, measured, isMet: measured === undefined ? undefined : measured >= min };
}

function below(what: string, measured: number | undefined, max: number, limit: string): Target {
  return { what, limit, measured, isMet: measured === undefined ? undefined : measured <= max };
}

export function findTargets(report: BenchReport): Target[] {
  const ratio = (contender: string, base: string) => medianRatio(report, contender, base, usualBodyBytes);
  const cpu = (contender: string) => {
    const runs = throughputOf(report, contender, usualBodyBytes).map((run) => run.cpuMicrosecondsPerMessage);
    return runs.length === 0 ? undefined : median(runs);
  };
  const spooled = throughputOf(report, "spool-ours", usualBodyBytes).map((run) => run.messagesPerSecond);
  const p99 = (contender: string) => latencyOf(report, contender, 1_000).map((run) => run.p99Ms);
  const [oursMs, rawMs] = [p99("embedded-ours"), p99("remoting-send")];
  const [idle] = report.idle;
  return [
    atLeast(
      "embedded broker, messages/s over its yardstick's",
      ratio("embedded-ours", "embedded-yardstick"),
      1,
      "≥ 1.0",
    ),
    below("embedded broker, CPU µs a message", cpu("embedded-ours"), 15, "≤ 15"),
    atLeast(
      "external broker, messages/s over its yardstick's",
      ratio("external-ours", "external-yardstick"),
      1,
      "≥ 1.0",
    ),
    below("external broker, CPU µs a message", cpu("external-ours"), 9, "≤ 9"),
    atLeast(
      "external broker, messages/s over a bare subscriber's that forwards nothing",
      ratio("external-ours", "subscriber"),
      0.8,
      "≥ 0.8",
    ),
    atLeast("external broker, messages/s over plain Java's", ratio("external-ours", "peer-java"), 8, "≥ 8"),
    atLeast("external broker, messages/s over Camel's", ratio("external-ours", "peer-camel"), 15, "≥ 15"),
    atLeast("external broker, messages/s over naive Node's", ratio("external-ours", "peer-node"), 12, "≥ 12"),
    atLeast(
      "RocketMQ away, messages/s to disk",
      spooled.length === 0 ? undefined : median(spooled),
      30_000,
      "≥ 30,000",
    ),
    atLeast(
      "gRPC in order, messages/s over the official client's",
      ratio("grpc-ours-ordered", "grpc-send"),
      1,
      "≥ 1.0",
    ),
    atLeast(
      "gRPC in batches, messages/s over the official client's",
      ratio("grpc-ours-unordered", "grpc-send"),
      6,
      "≥ 6.0",
    ),
    atLeast("100 active rules, messages/s over one rule's", ratio("rules-100", "rules-1"), 0.85, "≥ 0.85"),
    below("idle with 100 rules, % of a core", idle?.cpuPercent, 1, "< 1"),
    below("idle with 100 rules, MiB of memory", idle?.residentMiB, 150, "< 150"),
    below(
      "p99 at 1,000/s from PUBLISH to PUBACK, over a raw send's",
      oursMs.length === 0 || rawMs.length === 0 ? undefined : median(oursMs) / median(rawMs),
      2,
      "≤ 2.0",
    ),
  ];
}
