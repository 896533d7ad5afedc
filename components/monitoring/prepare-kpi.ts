export interface Kpi {
  now: number | null;
  peak: number | null;
  /** 95 % of the observed points lie at or under it. */
  p95: number | null;
}

/** The newest value, the greatest and the 95th percentile of what was observed; gaps count for nothing. */
export function prepareKpi(column: readonly (number | null)[]): Kpi {
  const values = column.filter((value): value is number => value !== null).sort((left, right) => left - right);
  const isNowKnown = column.at(-1) != null || column.at(-2) != null;
  return {
    now: isNowKnown ? (column.at(-1) ?? column.at(-2) ?? null) : null,
    peak: values.at(-1) ?? null,
    p95: values[Math.max(0, Math.ceil(values.length * 0.95) - 1)] ?? null,
  };
}
