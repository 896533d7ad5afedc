export interface SeriesSummary {
  last: number | null;
  peak: number | null;
  peakTMs: number | null;
}

export function prepareSummary(tMs: readonly number[], column: readonly (number | null)[]): SeriesSummary {
  const summary: SeriesSummary = { last: null, peak: null, peakTMs: null };
  for (const [row, value] of column.entries()) {
    if (value === null) {
      continue;
    }
    summary.last = value;
    if (summary.peak === null || value > summary.peak) {
      summary.peak = value;
      summary.peakTMs = tMs[row] ?? null;
    }
  }
  // "Now" is unknown while the newest rows are a gap.
  if (column.at(-1) === null && column.at(-2) === null) {
    summary.last = null;
  }
  return summary;
}
