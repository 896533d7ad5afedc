"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { ChartData, ChartSeries } from "./chart-data";
import { preparePrintTable, prepareTable, type ChartTable as TableRows } from "./prepare-table";

export interface ChartTableProps {
  caption: string;
  data: ChartData;
  series: readonly ChartSeries[];
  formatValue: (value: number | null, series: ChartSeries) => string;
}

const cellClassName = "border-b border-line px-3 py-1 text-right tabular-nums";

interface RowsProps extends ChartTableProps {
  rows: TableRows["rows"];
}

function Rows({ caption, series, formatValue, rows }: RowsProps) {
  const t = useTranslations("charts");
  const headClassName = "sticky top-0 border-b border-line bg-bg-muted px-3 py-1 font-semibold print:static";
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className={`${headClassName} text-left`}>
            {t("time")}
          </th>
          {series.map((one) => (
            <th key={one.key} scope="col" className={`${headClassName} text-right`}>
              {one.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.tMs}>
            <th scope="row" className="border-b border-line px-3 py-1 text-left font-normal">
              <Time value={row.tMs} />
              {row.isPartial ? <span className="ml-2 text-fg-help">{t("soFar")}</span> : null}
            </th>
            {series.map((one, index) => (
              <td key={one.key} className={cellClassName}>
                {formatValue(row.values[index] ?? null, one)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What paper shows of a chart: its whole span in few rows. */
export function PrintedChart(props: ChartTableProps) {
  const t = useTranslations("charts");
  const { rows, isCondensed } = preparePrintTable(props.data);
  return (
    <>
      <Rows {...props} rows={rows} />
      {isCondensed ? <p className="mt-1 text-fg-help">{t("printNote")}</p> : null}
    </>
  );
}

/** The chart's figures as a table, newest first: what the canvas cannot tell a screen reader. */
export function ChartTable(props: ChartTableProps & { heightClassName: string }) {
  const t = useTranslations("charts");
  const [page, setPage] = useState(1);
  const table = prepareTable(props.data, page);
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={`${props.heightClassName} overflow-auto`} tabIndex={0} aria-label={props.caption}>
        <Rows {...props} rows={table.rows} />
      </section>
      <div className="mt-2 flex items-center gap-3">
        <Button size="s" isDisabled={table.page <= 1} onClick={() => setPage(table.page - 1)}>
          {t("newer")}
        </Button>
        <span className="tabular-nums text-fg-secondary">
          {t("pageOf", { page: table.page, count: table.pageCount })}
        </span>
        <Button size="s" isDisabled={table.page >= table.pageCount} onClick={() => setPage(table.page + 1)}>
          {t("older")}
        </Button>
      </div>
    </div>
  );
}
