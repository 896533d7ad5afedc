const minuteMs = 60_000;

/** Axis labels: as short as the window allows. */
export function formatAxisTime(tMs: number, windowMs: number, locale: string, timeZone: string): string {
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
  const options: Intl.DateTimeFormatOptions =
    windowMs <= 20 * minuteMs
      ? { ...clock, second: "2-digit" }
      : windowMs <= 1_500 * minuteMs
        ? clock
        : { ...clock, month: "2-digit", day: "2-digit" };
  return new Intl.DateTimeFormat(locale, options).format(tMs);
}

export function formatClock(tMs: number, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(tMs);
}

export function formatCompact(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    notation: Math.abs(value) >= 10_000 ? "compact" : "standard",
    maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0,
  }).format(value);
}
