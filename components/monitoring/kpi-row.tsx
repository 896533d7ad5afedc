"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ChartSeries, ChartSource } from "@/components/charts/chart-data";
import { formatCompact } from "@/components/charts/chart-format";
import { type Kpi, prepareKpi } from "./prepare-kpi";

export interface KpiTile {
  series: ChartSeries;
  source: ChartSource;
  /** Column of the source. */
  column: number;
}

const redrawMs = 1_000;

export interface KpiRowProps {
  tiles: readonly KpiTile[];
  isPaused: boolean;
  /** Changes when the history behind the sources does, which they tell nobody. */
  historyVersion: number;
}

/** The figures of all tiles, read when their sources change, at most once a second; they stand still while paused. */
function useKpis({ tiles, isPaused, historyVersion }: KpiRowProps): Kpi[] {
  const [kpis, setKpis] = useState<Kpi[]>([]);
  useEffect(() => {
    if (isPaused) {
      return;
    }
    const read = () => setKpis(tiles.map(({ source, column }) => prepareKpi(source.read().columns[column] ?? [])));
    // A history that has just come is read at once.
    let isDue = historyVersion > 0;
    read();
    const timer = setInterval(() => {
      if (isDue) {
        isDue = false;
        read();
      }
    }, redrawMs);
    const stops = tiles.map(({ source }) =>
      source.subscribe(() => {
        isDue = true;
      }),
    );
    return () => {
      clearInterval(timer);
      for (const stop of stops) {
        stop();
      }
    };
  }, [tiles, isPaused, historyVersion]);
  return kpis;
}

/** Now, peak and 95th percentile of the window, one tile a figure. */
export function KpiRow(props: KpiRowProps) {
  const { tiles } = props;
  const t = useTranslations("monitoring");
  const tCharts = useTranslations("charts");
  const locale = useLocale();
  const kpis = useKpis(props);
  const shown = (value: number | null | undefined, { unit }: ChartSeries) =>
    value == null ? tCharts("gap") : tCharts(`unit.${unit}`, { value: formatCompact(value, locale) });
  return (
    <ul aria-label={t("kpis")} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {tiles.map(({ series }, index) => {
        const kpi = kpis[index];
        return (
          <li key={series.key} className="min-w-0 rounded-sm border border-line bg-bg-card p-3">
            <p className="text-fg-secondary">{series.label}</p>
            <p className="my-1 text-xl font-medium wrap-anywhere tabular-nums">{shown(kpi?.now, series)}</p>
            <dl className="flex flex-wrap gap-x-3 text-fg-secondary tabular-nums">
              <div className="flex gap-1">
                <dt>{t("peak")}</dt>
                <dd>{shown(kpi?.peak, series)}</dd>
              </div>
              <div className="flex gap-1">
                <dt>{t("p95")}</dt>
                <dd>{shown(kpi?.p95, series)}</dd>
              </div>
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
