import type { MetricsQuery } from "@/lib/metrics/schemas";
import { invalid } from "@/server/errors";
import type { SeriesRange } from "@/server/metrics/series";

const minuteMs = 60_000;
const defaultRangeMs = 15 * minuteMs;
/** Ours: more points than pixels help nobody. */
const pointsMax = 5_000;

/** The window and step that a request for figures asks for. */
export function toMetricsRange(query: MetricsQuery, nowMs: number): SeriesRange {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - defaultRangeMs : Date.parse(query.from);
  if (fromMs >= toMs) {
    throw invalid("from", "The start must lie before the end.");
  }
  const stepMs = query.step === undefined ? chooseStepMs(toMs - fromMs) : query.step * 1_000;
  if ((toMs - fromMs) / stepMs > pointsMax) {
    throw invalid("step", `That is more than ${pointsMax} points. Take a longer step or a shorter range.`);
  }
  return { fromMs, toMs, stepMs };
}

/** About as many points as a chart is wide. */
const steps = [
  { rangeMs: 5 * minuteMs, stepMs: 1_000 },
  { rangeMs: 15 * minuteMs, stepMs: 5_000 },
  { rangeMs: 60 * minuteMs, stepMs: 10_000 },
  { rangeMs: 24 * 60 * minuteMs, stepMs: minuteMs },
  { rangeMs: 3 * 24 * 60 * minuteMs, stepMs: 5 * minuteMs },
  { rangeMs: 7 * 24 * 60 * minuteMs, stepMs: 10 * minuteMs },
];

function chooseStepMs(rangeMs: number): number {
  const coarsestMs = Math.ceil(rangeMs / 1_000 / minuteMs) * minuteMs;
  return steps.find((step) => rangeMs <= step.rangeMs)?.stepMs ?? Math.max(coarsestMs, 10 * minuteMs);
}
