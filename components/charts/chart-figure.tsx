"use client";

import { Download, LineChart, Maximize2, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { type ChartData, type ChartSeries, type ChartSource, emptyChartData } from "./chart-data";
import { formatClock, formatCompact } from "./chart-format";
import { ChartLegend, type LegendEntry } from "./chart-legend";
import { type ChartMark, ChartMarks, marksWithin } from "./chart-marks";
import { ChartTable, PrintedChart } from "./chart-table";
import { downloadCsv } from "./download-csv";
import { prepareCsv } from "./prepare-csv";
import { prepareSummary } from "./prepare-summary";
import { useAnnouncement } from "./use-announcement";
import { useIsPrinting } from "./use-is-printing";

const heights = { s: "h-40", m: "h-60", full: "h-[calc(100dvh-13rem)] min-h-40" };

const ChartDialog = dynamic(() => import("./chart-dialog").then((module) => module.ChartDialog), { ssr: false });
const Plot = dynamic(() => import("./plot").then((module) => module.Plot), {
  ssr: false,
  loading: () => <Skeleton className="h-40 w-full" />,
});

export interface ChartFigureProps {
  title: string;
  series: readonly ChartSeries[];
  source: ChartSource;
  /** `full` stands alone in its dialog, which shows the title. */
  size?: "s" | "m" | "full";
  syncKey?: string;
  threshold?: number;
  /** What happened meanwhile, and what to call it all. */
  marks?: { label: string; items: readonly ChartMark[] };
  isPaused?: boolean;
  isLoading?: boolean;
  /** In place of the drawing: what failed, with its way out. */
  error?: ReactNode;
  onZoom?: (fromMs: number, toMs: number) => void;
  onResetZoom?: () => void;
}

/** A chart that can be read by eye, by keyboard, as a table and as a file. */
export function ChartFigure(props: ChartFigureProps) {
  const { title, series, source, size = "m", isPaused = false } = props;
  const t = useTranslations("charts");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const id = useId();
  const [data, setData] = useState<ChartData>(emptyChartData);
  const [row, setRow] = useState<number | null>(null);
  const [isTable, setIsTable] = useState(false);
  const [isExpanded, setIsExpanded] = useState(false);
  const isPrinting = useIsPrinting();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());

  const formatValue = (value: number | null, one: ChartSeries) =>
    value === null ? t("gap") : t(`unit.${one.unit}`, { value: formatCompact(value, locale) });
  const summaries = series.map((_, index) => prepareSummary(data.tMs, data.columns[index] ?? []));
  const cursorTMs = row === null ? undefined : data.tMs[row];
  const entries: LegendEntry[] = series.map((one, index) => {
    const summary = summaries[index];
    const peak =
      summary?.peak == null || summary.peakTMs === null
        ? undefined
        : t("peak", {
            value: formatCompact(summary.peak, locale),
            time: formatClock(summary.peakTMs, locale, timeZone),
          });
    const value = cursorTMs === undefined ? (summary?.last ?? null) : (data.columns[index]?.[row ?? 0] ?? null);
    return { series: one, value: formatValue(value, one), note: peak };
  });
  const time = cursorTMs === undefined ? "" : formatClock(cursorTMs, locale, timeZone);
  const announcement = useAnnouncement(
    cursorTMs === undefined ? "" : [time, ...entries.map((entry) => `${entry.series.label} ${entry.value}`)].join(", "),
  );
  const isEmpty = data.columns.length > 0 && data.columns.every((column) => column.every((value) => value === null));
  const summaryText = entries.map((entry) => [entry.series.label, entry.value, entry.note].join(" ")).join("; ");

  return (
    <figure className="min-w-0" aria-labelledby={`${id}-title`} aria-describedby={`${id}-summary`}>
      <div className="mb-1 flex items-center justify-between gap-2">
        <h3 id={`${id}-title`} className={size === "full" ? "sr-only" : "text-sm font-semibold"}>
          {title}
        </h3>
        <div className="ml-auto flex" data-print="hide">
          <IconButton
            size="s"
            label={isTable ? t("viewAsChart") : t("viewAsTable")}
            icon={isTable ? <LineChart aria-hidden /> : <Table2 aria-hidden />}
            aria-pressed={isTable}
            onClick={() => setIsTable(!isTable)}
          />
          <IconButton
            size="s"
            label={t("downloadCsv")}
            icon={<Download aria-hidden />}
            onClick={() => downloadCsv(title, prepareCsv(source.read(), series))}
          />
          {size === "full" ? null : (
            <IconButton
              size="s"
              label={t("fullScreen", { title })}
              icon={<Maximize2 aria-hidden />}
              aria-haspopup="dialog"
              onClick={() => setIsExpanded(true)}
            />
          )}
        </div>
      </div>
      <ChartLegend
        entries={entries}
        time={time}
        hidden={hidden}
        onToggle={(key) =>
          setHidden(new Set(hidden.has(key) ? [...hidden].filter((one) => one !== key) : [...hidden, key]))
        }
      />
      <p id={`${id}-summary`} className="sr-only">
        {isEmpty ? t("noData") : summaryText}
      </p>
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
      {props.error !== undefined ? (
        <div className={`${heights[size]} flex items-center justify-center`}>{props.error}</div>
      ) : props.isLoading === true ? (
        <Skeleton className={`${heights[size]} w-full`} />
      ) : (
        <div className="relative">
          <div className={isTable || isPrinting ? "hidden" : ""}>
            <Plot
              series={series}
              source={source}
              heightClassName={heights[size]}
              syncKey={props.syncKey}
              threshold={props.threshold}
              marks={props.marks?.items}
              isPaused={isPaused}
              hidden={hidden}
              label={t("chartOf", { title })}
              describedBy={`${id}-summary`}
              onDraw={setData}
              onCursor={setRow}
              onZoom={props.onZoom}
              onResetZoom={props.onResetZoom}
            />
            {isEmpty ? (
              <p className="pointer-events-none absolute inset-0 flex items-center justify-center text-fg-help">
                {t("noData")}
              </p>
            ) : null}
          </div>
          {props.marks === undefined ? null : (
            <ChartMarks label={props.marks.label} marks={marksWithin(props.marks.items, data)} />
          )}
          {isPrinting ? (
            <PrintedChart caption={title} data={data} series={series} formatValue={formatValue} />
          ) : isTable ? (
            <ChartTable
              caption={title}
              data={data}
              series={series}
              formatValue={formatValue}
              heightClassName={size === "full" ? "max-h-[calc(100dvh-15rem)]" : "max-h-60"}
            />
          ) : null}
        </div>
      )}
      {isExpanded ? (
        <ChartDialog title={title} onClose={() => setIsExpanded(false)}>
          <ChartFigure {...props} size="full" />
        </ChartDialog>
      ) : null}
    </figure>
  );
}
