"use client";

import { useLocale, useTimeZone } from "next-intl";
import { type KeyboardEvent, useCallback, useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { readChartColors, watchTheme } from "./chart-colors";
import { type ChartData, type ChartSeries, type ChartSource, emptyChartData } from "./chart-data";
import type { ChartMark } from "./chart-marks";
import { plotOptions } from "./plot-options";
import { prepareAxisMax } from "./prepare-axis";
import { prepareDecimation } from "./prepare-decimation";

export interface PlotProps {
  series: readonly ChartSeries[];
  source: ChartSource;
  /** Gives the height; the drawing fills it. */
  heightClassName: string;
  syncKey?: string | undefined;
  threshold?: number | undefined;
  marks?: readonly ChartMark[] | undefined;
  isPaused: boolean;
  /** Keys of series that are not drawn; the scale follows the others. */
  hidden: ReadonlySet<string>;
  /** Names the chart for assistive technology. */
  label: string;
  describedBy: string;
  /** After each drawing, with what was drawn. */
  onDraw: (data: ChartData) => void;
  /** Row under the cursor of what was drawn last; null when it left. */
  onCursor: (row: number | null) => void;
  onZoom?: ((fromMs: number, toMs: number) => void) | undefined;
  onResetZoom?: (() => void) | undefined;
}

const keySteps: Record<string, (row: number, rows: number, size: number) => number> = {
  ArrowLeft: (row, _rows, size) => row - size,
  ArrowRight: (row, _rows, size) => row + size,
  Home: () => 0,
  End: (_row, rows) => rows - 1,
};

/** By uPlot's third parameter, which its types leave out: the charts that share a sync key follow. */
function moveCursor(plot: uPlot | undefined, left: number): void {
  type Move = (at: { left: number; top: number }, isFired: undefined, isPublished: true) => void;
  (plot?.setCursor as Move | undefined)?.({ left, top: left < 0 ? left : 10 }, undefined, true);
}

/** The canvas itself. Points never pass through React: it reads from the source and draws, once a frame at most. */
export function Plot(props: PlotProps) {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const drawn = useRef<ChartData>(emptyChartData);
  const axisMax = useRef<number>(undefined);
  const latest = useRef(props);
  latest.current = props;

  const draw = useCallback((isForced: boolean) => {
    const current = plot.current;
    if (current === undefined || (latest.current.isPaused && !isForced)) {
      return;
    }
    const data = latest.current.source.read();
    const { tMs, columns } = prepareDecimation(data, current.width);
    drawn.current = { ...data, tMs, columns };
    const { series, hidden, threshold } = latest.current;
    const shown = columns.map((column, index) =>
      hidden.has(series[index]?.key ?? "") ? column.map(() => null) : column,
    );
    axisMax.current = prepareAxisMax(axisMax.current, shown, threshold);
    current.setData([tMs.map((t) => t / 1_000), ...shown]);
    latest.current.onDraw(drawn.current);
  }, []);

  const { series, syncKey, threshold, source } = props;
  useEffect(() => {
    const element = host.current;
    if (element === null) {
      return;
    }
    let frame = 0;
    const schedule = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => draw(false));
    };
    // An element that is not shown has no size.
    const size = () => ({ width: Math.max(160, element.clientWidth), height: Math.max(120, element.clientHeight) });
    const create = () => {
      plot.current?.destroy();
      plot.current = new uPlot(
        plotOptions({
          ...size(),
          series,
          colors: readChartColors(element, series),
          locale,
          timeZone,
          syncKey,
          threshold,
          marks: () => latest.current.marks ?? [],
          xWindow: () => drawn.current,
          yMax: () => axisMax.current ?? 1,
          onCursor: (row) => latest.current.onCursor(row),
          onSelect: (fromMs, toMs) => latest.current.onZoom?.(fromMs, toMs),
        }),
        [[], ...series.map(() => [])],
        element,
      );
      draw(true);
    };
    create();
    const stopTheme = watchTheme(create);
    const stopSource = source.subscribe(schedule);
    const observer = new ResizeObserver(() => {
      plot.current?.setSize(size());
      schedule();
    });
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      stopTheme();
      stopSource();
      observer.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [series, syncKey, threshold, source, locale, timeZone, draw]);

  useEffect(() => {
    if (!props.isPaused) {
      draw(true);
    }
  }, [props.isPaused, draw]);

  const { hidden } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawing reads it; a change of it is what asks for a drawing
  useEffect(() => draw(true), [hidden, draw]);

  const { marks } = props;
  useEffect(() => {
    if (marks !== undefined) {
      plot.current?.redraw();
    }
  }, [marks]);

  function handleKeyDown(event: KeyboardEvent) {
    const current = plot.current;
    const rows = drawn.current.tMs.length;
    if (event.key === "Escape") {
      moveCursor(current, -10);
      return;
    }
    const step = keySteps[event.key];
    if (step === undefined || current === undefined || rows === 0) {
      return;
    }
    event.preventDefault();
    const row = step(current.cursor.idx ?? rows, rows, event.shiftKey ? 10 : 1);
    const t = drawn.current.tMs[Math.min(Math.max(row, 0), rows - 1)] ?? 0;
    moveCursor(current, current.valToPos(t / 1_000, "x"));
  }

  return (
    <div
      ref={host}
      role="application"
      aria-roledescription="chart"
      aria-label={props.label}
      aria-describedby={props.describedBy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move its cursor
      tabIndex={0}
      onKeyDown={handleKeyDown}
      onBlur={() => moveCursor(plot.current, -10)}
      onDoubleClick={() => props.onResetZoom?.()}
      className={`${props.heightClassName} w-full overflow-hidden`}
    />
  );
}
