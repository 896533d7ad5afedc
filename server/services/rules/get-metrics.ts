import { emptyTotals, type MetricsQuery, type MetricsSeries, type RuleMetrics } from "@/lib/metrics/schemas";
import type { ServiceContext } from "@/server/context";
import type { RuleSample } from "@/server/metrics/rule-ring";
import { buildSeries, type SeriesRange, type TotalsPoint } from "@/server/metrics/series";
import { toMetricsRange } from "@/server/services/shared/metrics-range";
import { requireRule } from "@/server/services/shared/require";
import { readRuleState } from "@/server/services/shared/rule-state";

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
    ...(snapshot?.backlogBytesMax !== undefined && { backlogBytesMax: snapshot.backlogBytesMax }),
    drainEtaSeconds: snapshot?.drainEtaSeconds ?? null,
    isSafeToRestart: totals.inFlight === 0,
    warnings: snapshot?.warnings ?? [],
    series: readSeries(context, ruleId, toMetricsRange(query, nowMs)),
  };
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
