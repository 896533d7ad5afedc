import type { ChartData } from "./chart-data";
import { prepareDecimation } from "./prepare-decimation";
import type { Columns } from "./prepare-dense-series";

const rowsMax = 200;
export const tableRowsPerPage = 25;
const printRowsMax = 20;

export interface ChartTable {
  rows: { tMs: number; values: (number | null)[]; isPartial: boolean }[];
  page: number;
  pageCount: number;
}

function toRows(data: ChartData, { tMs, columns }: Columns): ChartTable["rows"] {
  return tMs
    .map((t, row) => ({
      tMs: t,
      values: columns.map((column) => column[row] ?? null),
      isPartial: t === data.partialTMs,
    }))
    .reverse();
}

/** Newest first, at most 200 rows, 25 a page; rows that are gaps throughout stay, so that the hole can be read. */
export function prepareTable(data: ChartData, page: number): ChartTable {
  const rows = toRows(data, prepareDecimation(data, rowsMax));
  const pageCount = Math.max(1, Math.ceil(rows.length / tableRowsPerPage));
  const current = Math.min(Math.max(1, page), pageCount);
  return {
    rows: rows.slice((current - 1) * tableRowsPerPage, current * tableRowsPerPage),
    page: current,
    pageCount,
  };
}

/** The whole span in as many rows as half a page of paper holds, newest first. */
export function preparePrintTable(data: ChartData): { rows: ChartTable["rows"]; isCondensed: boolean } {
  return { rows: toRows(data, prepareDecimation(data, printRowsMax)), isCondensed: data.tMs.length > printRowsMax };
}
