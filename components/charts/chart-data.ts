/** Columns over one ascending time axis, ready to draw. Null is a gap, never a zero. */
export interface ChartData {
  tMs: number[];
  columns: (number | null)[][];
  /** What the x axis shows, whether or not there are points. */
  fromMs: number;
  toMs: number;
  /** Time of the last bucket when it is not over yet: its value will still change. */
  partialTMs: number | null;
}

export interface ChartSeries {
  key: string;
  label: string;
  unit: ChartUnit;
  /** Index into the chart colours, from 1; the dash pattern is the second cue. */
  tone: 1 | 2 | 3 | 4 | 5 | 6;
  dash?: [number, number];
}

export type ChartUnit =
  | "messagesPerSecond"
  | "messages"
  | "milliseconds"
  | "sendsPerSecond"
  | "connections"
  | "subscriptions";

/** Where a chart reads from: redrawn at each notification without rendering React. */
export interface ChartSource {
  subscribe: (listener: () => void) => () => void;
  read: () => ChartData;
}

export const emptyChartData: ChartData = { tMs: [], columns: [], fromMs: 0, toMs: 0, partialTMs: null };
