/** Presets of the range picker; live ones end at "now" and move with it. */
export const chartRanges = ["live5m", "live15m", "1h", "6h", "1d", "7d", "custom"] as const;
export type ChartRange = (typeof chartRanges)[number];

const minuteMs = 60_000;
export const rangeMs: Record<Exclude<ChartRange, "custom">, number> = {
  live5m: 5 * minuteMs,
  live15m: 15 * minuteMs,
  "1h": 60 * minuteMs,
  "6h": 360 * minuteMs,
  "1d": 1_440 * minuteMs,
  "7d": 10_080 * minuteMs,
};
export const customRangeMaxMs = 31 * 1_440 * minuteMs;
export const customRangeMinMs = 10_000;

export interface RangeChoice {
  range: ChartRange;
  /** Only with `custom`. */
  fromMs: number | null;
  toMs: number | null;
}

export function isLiveRange(range: ChartRange): boolean {
  return range === "live5m" || range === "live15m";
}

/** The window a choice stands for at `nowMs`; a broken custom choice falls back to the live one. */
export function windowOf(choice: RangeChoice, nowMs: number): { fromMs: number; toMs: number } {
  if (choice.range === "custom") {
    if (choice.fromMs !== null && choice.toMs !== null && choice.fromMs < choice.toMs) {
      return { fromMs: choice.fromMs, toMs: choice.toMs };
    }
    return { fromMs: nowMs - rangeMs.live5m, toMs: nowMs };
  }
  return { fromMs: nowMs - rangeMs[choice.range], toMs: nowMs };
}

/** Seconds per bucket for a window: fine enough to see, few enough to send. */
export function stepSecondsOf(windowMs: number): number {
  if (windowMs <= 15 * minuteMs) {
    return 1;
  }
  if (windowMs <= 60 * minuteMs) {
    return 10;
  }
  if (windowMs <= 1_440 * minuteMs) {
    return 60;
  }
  return windowMs <= 3 * 1_440 * minuteMs ? 300 : 600;
}

export type CustomRangeProblem = "incomplete" | "reversed" | "tooLong" | "tooShort" | "future";

export function checkCustomRange(fromMs: number, toMs: number, nowMs: number): CustomRangeProblem | undefined {
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) {
    return "incomplete";
  }
  if (fromMs >= toMs) {
    return "reversed";
  }
  if (fromMs > nowMs) {
    return "future";
  }
  if (toMs - fromMs > customRangeMaxMs) {
    return "tooLong";
  }
  return toMs - fromMs < customRangeMinMs ? "tooShort" : undefined;
}
