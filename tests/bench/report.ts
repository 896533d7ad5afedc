import type { Contender } from "./contenders/contract";
import type { IdleResult } from "./idle";
import type { Machine } from "./machine";
import type { LatencyResult, ThroughputResult } from "./measure";
import type { BenchOptions } from "./options";
import type { PagesResult } from "./pages";

export type ContenderFacts = Pick<Contender, "name" | "isOurs" | "description" | "waitedFor">;

export interface ThroughputRun extends ThroughputResult {
  contender: string;
  bodyBytes: number;
  run: number;
}

export interface LatencyRun extends LatencyResult {
  contender: string;
  ratePerSecond: number;
  run: number;
}

/** Everything that was measured in one run of `npm run bench`; the page is made from this alone. */
export interface BenchReport {
  machine: Machine;
  load: Pick<BenchOptions, "runs" | "messages" | "connections" | "window" | "latencySeconds">;
  contenders: ContenderFacts[];
  idle: IdleResult[];
  throughput: ThroughputRun[];
  latency: LatencyRun[];
  pages: PagesResult[];
  /** Steps that could not be measured; one is enough to make the run invalid. */
  failures: { step: string; run: number; message: string }[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  const lower = sorted[middle - 1];
  if (upper === undefined) {
    return Number.NaN;
  }
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}

export function throughputOf(report: BenchReport, contender: string, bodyBytes: number): ThroughputRun[] {
  return report.throughput.filter((run) => run.contender === contender && run.bodyBytes === bodyBytes);
}

export function latencyOf(report: BenchReport, contender: string, ratePerSecond: number): LatencyRun[] {
  return report.latency.filter((run) => run.contender === contender && run.ratePerSecond === ratePerSecond);
}

/** Median of one contender's rate over another's, each pair from the same round; undefined when one was not measured. */
export function medianRatio(
  report: BenchReport,
  contender: string,
  base: string,
  bodyBytes: number,
): number | undefined {
  const bases = throughputOf(report, base, bodyBytes);
  const ratios = throughputOf(report, contender, bodyBytes).flatMap(({ run, messagesPerSecond }) => {
    const other = bases.find((candidate) => candidate.run === run);
    return other === undefined ? [] : [messagesPerSecond / other.messagesPerSecond];
  });
  return ratios.length === 0 ? undefined : median(ratios);
}
