import type { ChartData, ChartSeries } from "./chart-data";

/** A spreadsheet takes a leading = + - or @ for a formula. */
function quote(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, times in ISO 8601 UTC, an empty field for a gap. */
export function prepareCsv(data: ChartData, series: readonly ChartSeries[]): string {
  const head = ["time", ...series.map((one) => quote(`${one.label} (${one.unit})`))];
  const rows = data.tMs.map((t, row) => [
    new Date(t).toISOString(),
    ...series.map((_, index) => {
      const value = data.columns[index]?.[row] ?? null;
      return value === null ? "" : String(Math.round(value * 1_000) / 1_000);
    }),
  ]);
  return `${[head, ...rows].map((fields) => fields.join(",")).join("\r\n")}\r\n`;
}
