import { listRules } from "@/db/queries/rules";
import type { InstanceMetrics, MetricsQuery } from "@/lib/metrics/schemas";
import type { ServiceContext } from "@/server/context";
import { buildSeries, type SeriesRange, type TotalsPoint } from "@/server/metrics/series";
import { brokerColumns, sumSeries } from "@/server/metrics/sum-series";
import { toMetricsRange } from "@/server/services/shared/metrics-range";
import { requireInstance } from "@/server/services/shared/require";

const minuteMs = 60_000;

/** All rules of one instance together: figures of now, and a series of the range asked for. */
export function getInstanceMetrics(context: ServiceContext, instanceId: string, query: MetricsQuery): InstanceMetrics {
  requireInstance(context.db, instanceId);
  const nowMs = context.now().getTime();
  const range = toMetricsRange(query, nowMs);
  const ruleIds = listRules(context.db, { instanceId }, "ruleId").map(({ ruleId }) => ruleId);
  const snapshot = context.runtime.isUp ? context.runtime.latest : undefined;
  const rates = ruleIds.map((ruleId) => context.metrics.rates(ruleId, nowMs));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    rates: {
      receivedPerSecond: sum(rates.map(({ receivedPerSecond }) => receivedPerSecond)),
      deliveredPerSecond: sum(rates.map(({ deliveredPerSecond }) => deliveredPerSecond)),
    },
    backlog: sum(ruleIds.map((ruleId) => snapshot?.rules[ruleId]?.backlog ?? 0)),
    connections: snapshot?.instances[instanceId]?.connections ?? null,
    subscriptions: snapshot?.instances[instanceId]?.subscriptions ?? null,
    ruleCount: ruleIds.length,
    series: { ...readRules(context, ruleIds, range), ...readBroker(context, instanceId, range) },
  };
}

/** Each second where the console remembers it, each minute (or step, if longer) before that. */
function readRules(context: ServiceContext, ruleIds: readonly string[], range: SeriesRange) {
  const recent = new Map(ruleIds.map((ruleId) => [ruleId, context.metrics.samples(ruleId)]));
  const isOlderNeeded = [...recent.values()].some((samples) => (samples[0]?.tMs ?? Infinity) > range.fromMs);
  const before = { ...range, fromMs: range.fromMs - 2 * Math.max(minuteMs, range.stepMs), stepMs: historyStep(range) };
  const older = isOlderNeeded ? context.history.listSteppedMinutes(ruleIds, before) : new Map<string, TotalsPoint[]>();
  const parts = ruleIds.map((ruleId) => {
    const seconds = (recent.get(ruleId) ?? []).map((sample): TotalsPoint => ({ ...sample, intervalMs: 1_000 }));
    const firstMs = seconds[0]?.tMs ?? Number.POSITIVE_INFINITY;
    return buildSeries([...(older.get(ruleId) ?? []).filter(({ tMs }) => tMs < firstMs), ...seconds], range);
  });
  return sumSeries(parts, buildSeries([], range));
}

function readBroker({ metrics, history }: ServiceContext, instanceId: string, range: SeriesRange) {
  const recent = metrics.brokerPoints(instanceId);
  const firstMs = recent[0]?.tMs ?? Number.POSITIVE_INFINITY;
  const older =
    firstMs > range.fromMs ? history.listInstanceMinutes(instanceId, { ...range, stepMs: historyStep(range) }) : [];
  return brokerColumns([...older.filter(({ tMs }) => tMs < firstMs), ...recent], range);
}

/** Rows come each minute; a step that is no whole number of them is read minute by minute. */
function historyStep({ stepMs }: SeriesRange): number {
  return stepMs % minuteMs === 0 ? stepMs : minuteMs;
}
