export function isoOf(value: string | number): string {
  return new Date(value).toISOString();
}

/** `2026-11-23 09:05:07` in the given zone: sortable and the same in every language. */
export function formatDateTime(value: string | number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(value));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((entry) => entry.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}:${part("second")}`;
}

const units = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/** "3 min. ago", "3分钟前"; narrow: "3m ago", "3分钟前". */
export function formatRelative(
  value: string | number,
  nowMs: number,
  locale: string,
  style: "short" | "narrow" = "short",
): string {
  const seconds = Math.round((new Date(value).getTime() - nowMs) / 1_000);
  const chosen = units.find((entry) => Math.abs(seconds) >= entry.seconds) ?? units[3];
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style });
  return format.format(Math.trunc(seconds / chosen.seconds), chosen.unit);
}

/** `1 h 5 min`, `12 s`, `350 ms`: the two largest units. */
export function formatDuration(durationMs: number, locale: string): string {
  const format = (value: number, unit: string) =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 0 }).format(
      value,
    );
  if (durationMs < 1_000) {
    return format(Math.max(0, durationMs), "millisecond");
  }
  const seconds = Math.floor(durationMs / 1_000);
  const index = units.findIndex((entry) => seconds >= entry.seconds);
  const first = units[index] ?? units[3];
  const second = units[index + 1];
  const head = format(Math.floor(seconds / first.seconds), first.unit);
  const rest = second === undefined ? 0 : Math.floor((seconds % first.seconds) / second.seconds);
  return second === undefined || rest === 0 ? head : `${head} ${format(rest, second.unit)}`;
}
