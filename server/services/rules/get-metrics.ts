import { emptyTotals, type MetricsQuery, type MetricsSeries, type RuleMetrics } from "@/lib/metrics/schemas";
import type { ServiceContext } from "@/server/context";
import { invalid } from "@/server/errors";
import type { RuleSample } from "@/server/metrics/rule-ring";
import { buildSeries, type SeriesRange, type TotalsPoint } from "@/server/metrics/series";
import { requireRule } from "@/server/services/shared/require";
import { readRuleState } from "@/server/services/shared/rule-state";

const defaultRangeMs = 15 * 60_000;
/** Ours: more points than pixels help nobody. */
const pointsMax = 5_000;
const minuteMs = 60_000;

/** Totals, rates and latency of now, and a series of the range asked for. */
export function getRuleMetrics(context: ServiceContext, ruleId: string, query: MetricsQuery): RuleMetrics {
  const rule = requireRule(context.db, ruleId);
  const nowMs = context.now().getTime();
  const snapshot = context.runtime.latest?.rules[ruleId];
  const totals = snapshot?.totals ?? context.history.findTotals(ruleId) ?? emptyTotals;
  const { state } = readRuleState(context.runtime, rule, nowMs);
  const backlog = snapshot?.backlog ?? totals.spooled + totals.inFlight;
  return {
    totals,
    rates: context.metrics.rates(ruleId, nowMs),
    latencyMs: context.metrics.latency(ruleId),
    state,
    backlog,
    backlogBytes: snapshot?.backlogBytes ?? 0,
    drainEtaSeconds: snapshot?.drainEtaSeconds ?? null,
    isSafeToRestart: totals.inFlight === 0,
    warnings: snapshot?.warnings ?? [],
    series: readSeries(context, ruleId, toRange(query, nowMs)),
  };
}

function toRange(query: MetricsQuery, nowMs: number): SeriesRange {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - defaultRangeMs : Date.parse(query.from);
  if (fromMs >= toMs) {
    throw invalid("from", "The start must lie before the end.");
  }
  const stepMs = query.step === undefined ? chooseStepMs(toMs - fromMs) : query.step * 1_000;
  if ((toMs - fromMs) / stepMs > pointsMax) {
    throw invalid("step", `That is more than ${pointsMax} points. Take a longer step or a shorter range.`);
  }
  return { fromMs, toMs, stepMs };
}

/** About as many points as a chart is wide. */
const steps = [
  { rangeMs: 5 * minuteMs, stepMs: 1_000 },
  { rangeMs: 15 * minuteMs, stepMs: 5_000 },
  { rangeMs: 60 * minuteMs, stepMs: 10_000 },
  { rangeMs: 24 * 60 * minuteMs, stepMs: minuteMs },
  { rangeMs: 3 * 24 * 60 * minuteMs, stepMs: 5 * minuteMs },
  { rangeMs: 7 * 24 * 60 * minuteMs, stepMs: 10 * minuteMs },
];

function chooseStepMs(rangeMs: number): number {
  const coarsestMs = Math.ceil(rangeMs / 1_000 / minuteMs) * minuteMs;
  return steps.find((step) => rangeMs <= step.rangeMs)?.stepMs ?? Math.max(coarsestMs, 10 * minuteMs);
}

/** Each second where the console remembers it, each minute before that. */
function readSeries(context: ServiceContext, ruleId: string, range: SeriesRange): MetricsSeries {
  const recent = context.metrics.samples(ruleId).map(toPoint);
  const recentFromMs = recent[0]?.tMs ?? Number.POSITIVE_INFINITY;
  const older =
    recentFromMs > range.fromMs
      ? context.history
          .listMinutes(ruleId, range.fromMs - 2 * minuteMs, range.toMs)
          .filter((point) => point.tMs < recentFromMs)
      : [];
  return buildSeries([...older, ...recent], range);
}

function toPoint(sample: RuleSample): TotalsPoint {
  return { ...sample, intervalMs: 1_000 };
}
