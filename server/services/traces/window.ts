import { traceRangeMsMax } from "@/lib/traces/schemas";
import { invalid } from "@/server/errors";
import type { TracePosition } from "@/server/services/shared/runtime-history";

const defaultRangeMs = 3_600_000;

/** The span asked for: the last hour without one, and never more than a day. */
export function toTraceRange(query: { from?: string | undefined; to?: string | undefined }, nowMs: number) {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - defaultRangeMs : Date.parse(query.from);
  if (fromMs >= toMs) {
    throw invalid("from", "The start must lie before the end.");
  }
  if (toMs - fromMs > traceRangeMsMax) {
    throw invalid("from", "Ask for at most one day at a time.");
  }
  return { fromMs, toMs };
}

/** The schema has checked its form. */
export function toPosition(cursor: string | undefined): TracePosition | undefined {
  const [timeMs, id] = (cursor ?? "").split("-").map(Number);
  return cursor === undefined || timeMs === undefined || id === undefined ? undefined : { timeMs, id };
}

export function toCursor({ timeMs, id }: TracePosition): string {
  return `${timeMs}-${id}`;
}
