"use client";

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect, useState } from "react";
import { type ChartRange, chartRanges, isLiveRange, type RangeChoice } from "./chart-range";

/** The window of a page's charts: its range stands in the address, a zoom can be taken back, a live one can be paused. */
export interface ChartWindow {
  choice: RangeChoice;
  isLive: boolean;
  isPaused: boolean;
  isZoomed: boolean;
  choose: (choice: RangeChoice) => void;
  goLive: () => void;
  togglePause: () => void;
  zoom: (fromMs: number, toMs: number) => void;
  resetZoom: () => void;
}

const params = { range: parseAsStringLiteral(chartRanges), from: parseAsInteger, to: parseAsInteger };

export function useChartWindow(rangeAtFirst: ChartRange): ChartWindow {
  const [address, setAddress] = useQueryStates(params, { history: "replace" });
  const [isPaused, setIsPaused] = useState(false);
  const [beforeZoom, setBeforeZoom] = useState<RangeChoice>();
  const choice: RangeChoice = { range: address.range ?? rangeAtFirst, fromMs: address.from, toMs: address.to };
  const isLive = isLiveRange(choice.range);

  useEffect(() => {
    if (!isLive) {
      setIsPaused(false);
    }
  }, [isLive]);

  function show({ range, fromMs, toMs }: RangeChoice) {
    setAddress({ range: range === rangeAtFirst ? null : range, from: fromMs, to: toMs }).catch(() => undefined);
  }
  return {
    choice,
    isLive,
    isPaused,
    isZoomed: beforeZoom !== undefined,
    choose(next) {
      setBeforeZoom(undefined);
      show(next);
    },
    goLive: () => show({ range: "live5m", fromMs: null, toMs: null }),
    togglePause: () => setIsPaused(!isPaused),
    zoom(fromMs, toMs) {
      setBeforeZoom(beforeZoom ?? choice);
      show({ range: "custom", fromMs: Math.floor(fromMs), toMs: Math.ceil(toMs) });
    },
    resetZoom() {
      if (beforeZoom !== undefined) {
        show(beforeZoom);
        setBeforeZoom(undefined);
      }
    },
  };
}
