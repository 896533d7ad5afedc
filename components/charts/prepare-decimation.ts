import type { Columns } from "./prepare-dense-series";

/**
 * At most one row per pixel: equal time buckets, each with the highest value in it, since peaks are what people look for.
 * A bucket that begins with or holds only gaps stays a gap.
 */
export function prepareDecimation(input: Columns, pixels: number): Columns {
  const first = input.tMs[0];
  const last = input.tMs.at(-1);
  const bucketsMax = Math.max(1, Math.floor(pixels));
  if (first === undefined || last === undefined || input.tMs.length <= bucketsMax) {
    return input;
  }
  const widthMs = (last - first) / bucketsMax || 1;
  const tMs: number[] = [];
  const columns: (number | null)[][] = input.columns.map(() => []);
  let bucket = -1;
  for (const [row, t] of input.tMs.entries()) {
    const own = Math.min(bucketsMax - 1, Math.floor((t - first) / widthMs));
    if (own !== bucket) {
      bucket = own;
      tMs.push(t);
      for (const [index, column] of columns.entries()) {
        column.push(input.columns[index]?.[row] ?? null);
      }
      continue;
    }
    for (const [index, column] of columns.entries()) {
      const value = input.columns[index]?.[row] ?? null;
      const held = column.at(-1) ?? null;
      column[column.length - 1] = value === null ? held : held === null ? value : Math.max(held, value);
    }
  }
  return { tMs, columns };
}
