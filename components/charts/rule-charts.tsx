"use client";

import { useTranslations } from "next-intl";
import { useCallback, useMemo } from "react";
import { getLiveClient } from "@/components/live/live-client";
import { useLiveInstance } from "@/components/live/use-live";
import type { ChartSeries } from "./chart-data";
import { ChartFigure } from "./chart-figure";
import type { ChartMark } from "./chart-marks";
import { ChartToolbar } from "./chart-toolbar";
import { flowSeries } from "./flow-series";
import { HistoryProblem } from "./history-problem";
import { useChartSources } from "./use-chart-sources";
import { useChartWindow } from "./use-chart-window";
import { useRuleHistory } from "./use-rule-history";

/** Column indexes in the order of `historyColumns`. */
const charts = [
  { key: "throughput", columns: [0, 1] },
  { key: "backlog", columns: [2] },
  { key: "latency", columns: [3, 4] },
  { key: "failedSends", columns: [5] },
] as const;

function useSeries(): Record<(typeof charts)[number]["key"], ChartSeries[]> {
  const t = useTranslations("charts.series");
  return useMemo(
    () => ({
      ...flowSeries(t),
      latency: [
        { key: "p50", label: t("p50"), unit: "milliseconds", tone: 3 },
        { key: "p99", label: t("p99"), unit: "milliseconds", tone: 5, dash: [6, 3] },
      ],
    }),
    [t],
  );
}

export interface RuleChartsProps {
  ruleId: string;
  instanceId: string;
  /** Drawn in the first chart. */
  marks?: { label: string; items: readonly ChartMark[] };
}

/** Throughput, backlog, latency and failed sends of one rule over a chosen window; cursors move together, a drag zooms all. */
export function RuleCharts({ ruleId, instanceId, marks }: RuleChartsProps) {
  const t = useTranslations("charts");
  const view = useChartWindow("live5m");
  useLiveInstance(instanceId, [ruleId]);
  const history = useRuleHistory(ruleId, view.choice);
  const series = useSeries();
  const track = useCallback(() => getLiveClient().hub.store.rule(ruleId), [ruleId]);
  const sources = useChartSources(charts, track, view.choice, history.data);
  return (
    <div className="flex flex-col gap-4">
      <ChartToolbar view={view} />
      {history.isError ? <HistoryProblem onRetry={history.refetch} /> : null}
      <div className="grid gap-6 lg:grid-cols-2">
        {charts.map((chart, index) => {
          const source = sources[index];
          return source === undefined ? null : (
            <div key={chart.key} className="min-w-0">
              <ChartFigure
                title={t(chart.key)}
                series={series[chart.key]}
                source={source}
                syncKey={`rule-${ruleId}`}
                isPaused={view.isPaused}
                {...(marks !== undefined && chart.key === "throughput" ? { marks } : {})}
                isLoading={history.isPending && !view.isLive}
                onZoom={view.zoom}
                onResetZoom={view.resetZoom}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
