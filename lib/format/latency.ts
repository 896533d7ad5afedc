import { formatDuration } from "./time";

/** `0.42 ms`, `12.5 ms`, `350 ms`, `1 min 5 sec`: as exact as it was measured, as short as it can be read. */
export function formatLatency(ms: number, locale: string): string {
  if (ms >= 10_000) {
    return formatDuration(ms, locale);
  }
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: "millisecond",
    unitDisplay: "short",
    maximumFractionDigits: ms < 10 ? 2 : ms < 100 ? 1 : 0,
  }).format(ms);
}
