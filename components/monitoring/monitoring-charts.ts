"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { ChartSeries } from "@/components/charts/chart-data";
import { flowSeries } from "@/components/charts/flow-series";

/** Column indexes in the order of `trackColumns`. */
export const ruleCharts = [
  { key: "throughput", columns: [0, 1] },
  { key: "backlog", columns: [2] },
  { key: "latency", columns: [3, 4] },
  { key: "failedSends", columns: [5] },
] as const;
/** Only where the broker is ours to ask. */
export const embeddedCharts = [
  ...ruleCharts,
  { key: "connections", columns: [6] },
  { key: "subscriptions", columns: [7] },
] as const;
export type MonitoringChart = (typeof embeddedCharts)[number]["key"];

/** What each chart draws: a name, a unit, a colour and, where two meet, a dash. */
export function useMonitoringSeries(): Record<MonitoringChart, ChartSeries[]> {
  const t = useTranslations("charts.series");
  const tMonitoring = useTranslations("monitoring.series");
  return useMemo(
    () => ({
      ...flowSeries(t),
      latency: [
        { key: "p50", label: tMonitoring("p50"), unit: "milliseconds", tone: 3 },
        { key: "p99", label: tMonitoring("p99"), unit: "milliseconds", tone: 5, dash: [6, 3] },
      ],
      connections: [{ key: "connections", label: tMonitoring("connections"), unit: "connections", tone: 1 }],
      subscriptions: [{ key: "subscriptions", label: tMonitoring("subscriptions"), unit: "subscriptions", tone: 4 }],
    }),
    [t, tMonitoring],
  );
}
