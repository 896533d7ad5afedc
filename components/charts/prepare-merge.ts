import type { Columns } from "./prepare-dense-series";

/** The first live sample has no forerunner and so no rate (the first column): history knows that moment better. */
function withoutRatelessStart(live: Columns, history: Columns): Columns {
  const start = live.tMs.findIndex((_, row) => (live.columns[0]?.[row] ?? null) !== null);
  if (start <= 0 || history.tMs.length === 0) {
    return live;
  }
  return { tMs: live.tMs.slice(start), columns: live.columns.map((column) => column.slice(start)) };
}

/** History up to the first live point, live from there on: live points are finer and fresher. Holes of live are filled from history where it has them. */
export function prepareMerge(history: Columns, ring: Columns): Columns {
  const live = withoutRatelessStart(ring, history);
  const columnCount = Math.max(history.columns.length, live.columns.length);
  const columns: (number | null)[][] = Array.from({ length: columnCount }, () => []);
  const tMs: number[] = [];
  const append = (source: Columns, row: number): void => {
    tMs.push(source.tMs[row] ?? Number.NaN);
    for (const [index, column] of columns.entries()) {
      column.push(source.columns[index]?.[row] ?? null);
    }
  };
  let old = 0;
  for (const [row, t] of live.tMs.entries()) {
    const isFirst = row === 0;
    const isAfterHole = row > 0 && isEmptyRow(live, row - 1);
    while (old < history.tMs.length && (history.tMs[old] ?? 0) < t) {
      const holeStart = live.tMs[row - 1] ?? 0;
      if (isFirst || (isAfterHole && (history.tMs[old] ?? 0) > holeStart)) {
        append(history, old);
      }
      old += 1;
    }
    append(live, row);
  }
  if (live.tMs.length === 0) {
    for (const row of history.tMs.keys()) {
      append(history, row);
    }
  }
  return { tMs, columns };
}

function isEmptyRow(source: Columns, row: number): boolean {
  return source.columns.every((column) => column[row] === null);
}
