"use client";

import type { ChartSeries } from "./chart-data";

const strokes: Record<ChartSeries["tone"], string> = {
  1: "text-series-1",
  2: "text-series-2",
  3: "text-series-3",
  4: "text-series-4",
  5: "text-series-5",
  6: "text-series-6",
};

export interface LegendEntry {
  series: ChartSeries;
  /** The figure at the cursor, or now. */
  value: string;
  /** "peak 3,010 at 10:42:03" */
  note: string | undefined;
}

export interface ChartLegendProps {
  entries: readonly LegendEntry[];
  time: string;
  hidden: ReadonlySet<string>;
  onToggle: (key: string) => void;
}

/** Line sample (colour and dash), name and figure of each series; pressing a name hides its line. Its height does not change with the figures. */
export function ChartLegend({ entries, time, hidden, onToggle }: ChartLegendProps) {
  return (
    <div className="flex min-h-6 flex-wrap items-baseline gap-x-5 gap-y-0.5 tabular-nums">
      {entries.map(({ series, value, note }) => (
        <span key={series.key} className="inline-flex items-center gap-1.5">
          <button
            type="button"
            aria-pressed={!hidden.has(series.key)}
            disabled={entries.length < 2}
            onClick={() => onToggle(series.key)}
            className="inline-flex min-h-6 items-center gap-1.5 text-fg-secondary disabled:cursor-default enabled:hover:text-link aria-[pressed=false]:line-through"
          >
            <svg aria-hidden="true" viewBox="0 0 20 4" className={`h-1 w-5 shrink-0 ${strokes[series.tone]}`}>
              <line
                x1="0"
                y1="2"
                x2="20"
                y2="2"
                stroke="currentColor"
                strokeWidth="2.5"
                strokeDasharray={series.dash?.join(" ")}
              />
            </svg>
            {series.label}
          </button>
          <span className="min-w-16 font-medium">{value}</span>
          {note === undefined ? null : <span className="text-fg-help">{note}</span>}
        </span>
      ))}
      <span className="ml-auto text-fg-help">{time}</span>
    </div>
  );
}
