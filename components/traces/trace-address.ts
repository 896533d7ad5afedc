import { parseAsString, parseAsStringLiteral } from "nuqs/server";
import { deviceActions, messageOutcomes } from "@/lib/traces/schemas";

export const traceTabs = ["messages", "devices"] as const;
export const traceRanges = ["15m", "1h", "6h", "1d", "custom"] as const;
export type TraceRange = (typeof traceRanges)[number];

const minuteMs = 60_000;
const rangeMs: Record<Exclude<TraceRange, "custom">, number> = {
  "15m": 15 * minuteMs,
  "1h": 60 * minuteMs,
  "6h": 360 * minuteMs,
  "1d": 1_440 * minuteMs,
};

/** The whole question is in the address: it can be shared and gone back to. */
export const traceAddress = {
  tab: parseAsStringLiteral(traceTabs).withDefault("messages"),
  range: parseAsStringLiteral(traceRanges).withDefault("1h"),
  /** ISO 8601; only with a custom range. */
  from: parseAsString,
  to: parseAsString,
  topic: parseAsString.withDefault(""),
  client: parseAsString.withDefault(""),
  rule: parseAsString.withDefault(""),
  mid: parseAsString.withDefault(""),
  outcome: parseAsStringLiteral(messageOutcomes),
  action: parseAsStringLiteral(deviceActions),
  /** The message whose passport is open. */
  open: parseAsString.withDefault(""),
};

export interface TraceSpan {
  range: TraceRange;
  from: string | null;
  to: string | null;
}

export type SpanProblem = "incomplete" | "reversed" | "tooLong";

/** Why a custom span cannot be asked for; a preset always can. */
export function checkSpan({ range, from, to }: TraceSpan): SpanProblem | undefined {
  if (range !== "custom") {
    return undefined;
  }
  const fromMs = Date.parse(from ?? "");
  const toMs = Date.parse(to ?? "");
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) {
    return "incomplete";
  }
  if (fromMs >= toMs) {
    return "reversed";
  }
  return toMs - fromMs > rangeMs["1d"] ? "tooLong" : undefined;
}

/** The span as the API takes it; a preset ends now. */
export function toSpan(span: TraceSpan, nowMs: number): { from: string | undefined; to: string | undefined } {
  if (span.range === "custom") {
    return { from: span.from ?? undefined, to: span.to ?? undefined };
  }
  return { from: new Date(nowMs - rangeMs[span.range]).toISOString(), to: undefined };
}
