const binaryUnits = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

export function formatCount(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** `1.5 MiB`: binary units, at most one decimal. */
export function formatBytes(bytes: number, locale: string): string {
  const power = bytes < 1 ? 0 : Math.min(binaryUnits.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: power === 0 ? 0 : 1 }).format(value);
  return `${text} ${binaryUnits[power] ?? "B"}`;
}

/** Rates: whole numbers from 10 on, one decimal below, so that a slow rule does not read as zero. */
export function formatRate(perSecond: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: perSecond < 10 ? 1 : 0 }).format(perSecond);
}
