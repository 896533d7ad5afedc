export interface Columns {
  tMs: number[];
  columns: (number | null)[][];
}

/** A hole longer than this many steps gets one explicit empty row, enough to break the line. */
const holeSteps = 1.5;

/** Puts an empty row into every hole, so that a missing bucket is drawn as a gap even where the sender left it out. */
export function prepareDenseSeries(input: Columns, stepMs: number): Columns {
  const tMs: number[] = [];
  const columns: (number | null)[][] = input.columns.map(() => []);
  let before: number | undefined;
  for (const [row, t] of input.tMs.entries()) {
    if (Number.isNaN(t) || (before !== undefined && t <= before)) {
      continue;
    }
    if (before !== undefined && t - before > stepMs * holeSteps) {
      tMs.push(before + stepMs);
      for (const column of columns) {
        column.push(null);
      }
    }
    tMs.push(t);
    for (const [index, column] of columns.entries()) {
      column.push(input.columns[index]?.[row] ?? null);
    }
    before = t;
  }
  return { tMs, columns };
}
