"use client";

import { useMemo, useRef } from "react";
import type { LiveTrack } from "@/components/live/live-track";
import type { ChartSource } from "./chart-data";
import { isLiveRange, type RangeChoice, rangeMs } from "./chart-range";
import { createFixedSource } from "./fixed-source";
import { createLiveSource } from "./live-source";
import { preparePartial } from "./prepare-partial";
import type { ChartHistory } from "./use-chart-history";

export interface ChartColumns {
  key: string;
  /** Indexes in the order of `trackColumns`, which is that of the history too. */
  columns: readonly number[];
}

function fixedSource(history: ChartHistory, columns: readonly number[]): ChartSource {
  return createFixedSource({
    tMs: history.columns.tMs,
    columns: columns.map((column) => history.columns.columns[column] ?? []),
    fromMs: history.fromMs,
    toMs: history.toMs,
    partialTMs: preparePartial(history.columns.tMs, history.stepMs, history.toMs),
  });
}

/** One source a chart: history and the live ring for a live window, history alone for any other. `charts` and `track` must be stable. */
export function useChartSources(
  charts: readonly ChartColumns[],
  track: () => LiveTrack | undefined,
  choice: RangeChoice,
  history: ChartHistory | undefined,
): ChartSource[] {
  const latestHistory = useRef(history);
  latestHistory.current = history;
  const isLive = isLiveRange(choice.range);
  const liveMs = choice.range === "live15m" ? rangeMs.live15m : rangeMs.live5m;
  const live = useMemo(
    () =>
      charts.map(({ columns }) =>
        createLiveSource({ track, columns, windowMs: liveMs, history: () => latestHistory.current?.columns }),
      ),
    [charts, track, liveMs],
  );
  const fixed = useMemo(
    () => (history === undefined ? undefined : charts.map(({ columns }) => fixedSource(history, columns))),
    [charts, history],
  );
  return isLive || fixed === undefined ? live : fixed;
}
