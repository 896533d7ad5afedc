/** Rows whose neighbours are both gaps: a line cannot show them, so they are drawn as points. */
export function prepareIsolated(column: ArrayLike<number | null | undefined>): number[] {
  const rows: number[] = [];
  for (let row = 0; row < column.length; row += 1) {
    if (column[row] != null && column[row - 1] == null && column[row + 1] == null) {
      rows.push(row);
    }
  }
  return rows;
}
