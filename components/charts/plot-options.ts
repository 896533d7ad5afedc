import type uPlot from "uplot";
import type { ChartColors } from "./chart-colors";
import type { ChartSeries, ChartUnit } from "./chart-data";
import { formatAxisTime, formatCompact } from "./chart-format";
import type { ChartMark } from "./chart-marks";
import { drawMarks } from "./draw-marks";
import { prepareIsolated } from "./prepare-isolated";

export interface PlotOptionsInput {
  width: number;
  height: number;
  series: readonly ChartSeries[];
  colors: ChartColors;
  locale: string;
  timeZone: string;
  syncKey: string | undefined;
  xWindow: () => { fromMs: number; toMs: number };
  yMax: () => number;
  threshold: number | undefined;
  /** Read at each drawing. */
  marks: () => readonly ChartMark[];
  onCursor: (row: number | null) => void;
  onSelect: (fromMs: number, toMs: number) => void;
}

const dragPixelsMin = 8;

function drawThreshold(plot: uPlot, value: number, color: string): void {
  const y = plot.valToPos(value, "y", true);
  const { left, width } = plot.bbox;
  plot.ctx.save();
  plot.ctx.strokeStyle = color;
  plot.ctx.setLineDash([8, 4]);
  plot.ctx.beginPath();
  plot.ctx.moveTo(left, y);
  plot.ctx.lineTo(left + width, y);
  plot.ctx.stroke();
  plot.ctx.restore();
}

const wholeUnits: ReadonlySet<ChartUnit> = new Set(["messages", "connections", "subscriptions"]);
/** Steps of an axis of things that are counted: no half messages. */
const wholeSteps = Array.from({ length: 15 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

function axes(input: PlotOptionsInput): uPlot.Axis[] {
  const { colors, locale, timeZone, xWindow } = input;
  const look = { stroke: colors.text, font: "11px sans-serif", ticks: { stroke: colors.grid, width: 1, size: 4 } };
  return [
    {
      ...look,
      size: 30,
      grid: { show: false },
      space: 64,
      values: (_plot, splits) => {
        const { fromMs, toMs } = xWindow();
        return splits.map((seconds) => formatAxisTime(seconds * 1_000, toMs - fromMs, locale, timeZone));
      },
    },
    {
      ...look,
      size: 52,
      grid: { stroke: colors.grid, width: 1 },
      ...(input.series.every(({ unit }) => wholeUnits.has(unit)) ? { incrs: wholeSteps } : {}),
      values: (_plot, splits) => splits.map((value) => formatCompact(value, locale)),
    },
  ];
}

/** uPlot's options for one of our charts: zero-based y, fixed x window, gaps never bridged, drag selects a range. */
export function plotOptions(input: PlotOptionsInput): uPlot.Options {
  const { colors, threshold } = input;
  return {
    width: input.width,
    height: input.height,
    legend: { show: false },
    // Half a time label: the last one stands centred on the edge of the plot.
    padding: [8, 30, 0, 0],
    scales: {
      x: {
        time: true,
        range: () => {
          const { fromMs, toMs } = input.xWindow();
          return [fromMs / 1_000, toMs / 1_000];
        },
      },
      y: { range: () => [0, input.yMax()] },
    },
    axes: axes(input),
    series: [
      {},
      ...input.series.map((one, index) => ({
        label: one.label,
        stroke: colors.series[index] ?? colors.text,
        width: 1.5,
        spanGaps: false,
        ...(one.dash === undefined ? {} : { dash: one.dash }),
        points: { show: true, size: 4, filter: (plot: uPlot, row: number) => prepareIsolated(plot.data[row] ?? []) },
      })),
    ],
    cursor: {
      points: { size: 6 },
      y: false,
      drag: { x: true, y: false, setScale: false },
      bind: { dblclick: () => null },
      ...(input.syncKey === undefined ? {} : { sync: { key: input.syncKey, setSeries: false } }),
    },
    hooks: {
      setCursor: [(plot) => input.onCursor(plot.cursor.idx ?? null)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width >= dragPixelsMin) {
            input.onSelect(plot.posToVal(left, "x") * 1_000, plot.posToVal(left + width, "x") * 1_000);
          }
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      draw: [
        (plot) => {
          if (threshold !== undefined) {
            drawThreshold(plot, threshold, colors.threshold);
          }
          drawMarks(plot, input.marks(), colors.text);
        },
      ],
    },
  };
}
