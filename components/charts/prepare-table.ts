import type { ChartData } from "./chart-data";
import { prepareDecimation } from "./prepare-decimation";

const rowsMax = 200;
export const tableRowsPerPage = 25;

export interface ChartTable {
  rows: { tMs: number; values: (number | null)[]; isPartial: boolean }[];
  page: number;
  pageCount: number;
}

/** Newest first, at most 200 rows, 25 a page; rows that are gaps throughout stay, so that the hole can be read. */
export function prepareTable(data: ChartData, page: number): ChartTable {
  const { tMs, columns } = prepareDecimation(data, rowsMax);
  const pageCount = Math.max(1, Math.ceil(tMs.length / tableRowsPerPage));
  const current = Math.min(Math.max(1, page), pageCount);
  const newestFirst = tMs.map((t, row) => ({ t, row })).reverse();
  const rows = newestFirst.slice((current - 1) * tableRowsPerPage, current * tableRowsPerPage).map(({ t, row }) => ({
    tMs: t,
    values: columns.map((column) => column[row] ?? null),
    isPartial: t === data.partialTMs,
  }));
  return { rows, page: current, pageCount };
}
