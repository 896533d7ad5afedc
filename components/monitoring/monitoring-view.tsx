"use client";

import { Download } from "lucide-react";
import { useTimeZone, useTranslations } from "next-intl";
import { useCallback, useMemo } from "react";
import { ChartFigure } from "@/components/charts/chart-figure";
import { ChartToolbar } from "@/components/charts/chart-toolbar";
import { downloadCsv } from "@/components/charts/download-csv";
import { HistoryProblem } from "@/components/charts/history-problem";
import { prepareCsv } from "@/components/charts/prepare-csv";
import { useChartSources } from "@/components/charts/use-chart-sources";
import { useChartWindow } from "@/components/charts/use-chart-window";
import { RefreshButton } from "@/components/forms/list-status";
import { LiveBanner } from "@/components/live/live-banner";
import { getLiveClient } from "@/components/live/live-client";
import { useLiveInstance } from "@/components/live/use-live";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { InlineMessage } from "@/components/ui/inline-message";
import type { Instance } from "@/lib/instances/schemas";
import { KpiRow, type KpiTile } from "./kpi-row";
import { embeddedCharts, ruleCharts, useMonitoringSeries } from "./monitoring-charts";
import { useInstanceHistory } from "./monitoring-queries";

function useMonitoring(instance: Instance) {
  const { instanceId } = instance;
  const view = useChartWindow("live15m");
  useLiveInstance(instanceId);
  const history = useInstanceHistory(instanceId, view.choice);
  const charts = instance.broker === "embedded" ? embeddedCharts : ruleCharts;
  const track = useCallback(() => getLiveClient().hub.store.instance(instanceId), [instanceId]);
  const sources = useChartSources(charts, track, view.choice, history.data);
  const series = useMonitoringSeries();
  const tiles = useMemo(
    () =>
      charts.flatMap((chart, index): KpiTile[] => {
        const source = sources[index];
        return source === undefined ? [] : series[chart.key].map((one, column) => ({ series: one, source, column }));
      }),
    [charts, sources, series],
  );
  return { view, history, charts, sources, series, tiles };
}

/** Every chart's columns side by side; all share one time axis. */
function exportAll(name: string, tiles: readonly KpiTile[]): void {
  const data = tiles.map(({ source, column }) => ({ ...source.read(), column }));
  const longest = data.reduce((best, one) => (one.tMs.length > best.tMs.length ? one : best), data[0] ?? emptyData);
  const columns = data.map((one) => {
    const byTime = new Map(one.tMs.map((t, row) => [t, one.columns[one.column]?.[row] ?? null]));
    return longest.tMs.map((t) => byTime.get(t) ?? null);
  });
  downloadCsv(
    name,
    prepareCsv(
      { ...longest, columns },
      tiles.map(({ series }) => series),
    ),
  );
}
const emptyData = { tMs: [], columns: [], fromMs: 0, toMs: 0, partialTMs: null, column: 0 };

/** What passed through all rules of one instance, and what its broker had, over a chosen time. */
export function MonitoringView({ instance }: { instance: Instance }) {
  const t = useTranslations("monitoring");
  const timeZone = useTimeZone() ?? "UTC";
  const { view, history, charts, sources, series, tiles } = useMonitoring(instance);
  return (
    <div className="flex flex-col gap-4">
      <ChartToolbar view={view}>
        <Button
          icon={<Download aria-hidden className="size-3.5" />}
          onClick={() => exportAll(t("fileName", { instanceId: instance.instanceId }), tiles)}
        >
          {t("export")}
        </Button>
        <span className="text-fg-help">{t("zone", { zone: timeZone })}</span>
        <RefreshButton query={history} isAtEnd />
      </ChartToolbar>
      {view.isLive ? <LiveBanner /> : null}
      {history.isError ? <HistoryProblem onRetry={history.refetch} /> : null}
      <KpiRow tiles={tiles} isPaused={view.isPaused} historyVersion={history.dataUpdatedAt} />
      <h2 className="sr-only">{t("charts")}</h2>
      <div className="grid gap-4 lg:grid-cols-2">
        {charts.map((chart, index) => {
          const source = sources[index];
          return source === undefined ? null : (
            <Card key={chart.key}>
              <ChartFigure
                title={t(`chart.${chart.key}`)}
                series={series[chart.key]}
                source={source}
                syncKey={`instance-${instance.instanceId}`}
                isPaused={view.isPaused}
                isLoading={history.isPending && !view.isLive}
                onZoom={view.zoom}
                onResetZoom={view.resetZoom}
              />
            </Card>
          );
        })}
      </div>
      {instance.broker === "embedded" ? null : <InlineMessage>{t("external")}</InlineMessage>}
    </div>
  );
}
