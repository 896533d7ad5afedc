"use client";

import { keepPreviousData, type QueryKey, useQuery } from "@tanstack/react-query";
import { isLiveRange, type RangeChoice, stepSecondsOf, windowOf } from "./chart-range";
import type { Columns } from "./prepare-dense-series";

export interface ChartHistory {
  columns: Columns;
  fromMs: number;
  toMs: number;
  stepMs: number;
}

/** As the API takes it. */
export interface HistoryRequest {
  from: string;
  to: string;
  step: number;
}

export interface ChartHistoryOptions {
  queryKey: QueryKey;
  choice: RangeChoice;
  fetchColumns: (request: HistoryRequest, stepMs: number, signal: AbortSignal) => Promise<Columns>;
}

/** Asks again for windows that end now; a live window is fetched once, since the stream goes on from there. */
function refetchIntervalMs(choice: RangeChoice, stepSeconds: number): number | false {
  if (isLiveRange(choice.range) || choice.range === "custom") {
    return false;
  }
  return Math.min(60, Math.max(10, stepSeconds)) * 1_000;
}

export function useChartHistory({ queryKey, choice, fetchColumns }: ChartHistoryOptions) {
  const window = windowOf(choice, 0);
  const stepSeconds = stepSecondsOf(window.toMs - window.fromMs);
  return useQuery({
    queryKey: [...queryKey, "history", choice],
    queryFn: async ({ signal }): Promise<ChartHistory> => {
      const { fromMs, toMs } = windowOf(choice, Date.now());
      const stepMs = stepSeconds * 1_000;
      const request = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), step: stepSeconds };
      return { columns: await fetchColumns(request, stepMs, signal), fromMs, toMs, stepMs };
    },
    placeholderData: keepPreviousData,
    refetchInterval: refetchIntervalMs(choice, stepSeconds),
    staleTime: 5_000,
  });
}
