import { getLiveClient } from "@/components/live/live-client";
import type { LiveTrack } from "@/components/live/live-track";
import type { ChartData, ChartSource } from "./chart-data";
import type { Columns } from "./prepare-dense-series";
import { prepareMerge } from "./prepare-merge";

export interface LiveSourceOptions {
  track: () => LiveTrack | undefined;
  /** Columns of the track, by index, in the order of the chart's series. */
  columns: readonly number[];
  windowMs: number;
  history: () => Columns | undefined;
}

/** History plus the live ring of the last `windowMs`, ending now. */
export function createLiveSource(options: LiveSourceOptions): ChartSource {
  return {
    subscribe: (listener) => getLiveClient().hub.store.subscribe(listener),
    read: () => readLive(options, Date.now()),
  };
}

function since(source: Columns, fromMs: number): Columns {
  const first = source.tMs.findIndex((t) => t >= fromMs);
  const start = first < 0 ? source.tMs.length : first;
  return { tMs: source.tMs.slice(start), columns: source.columns.map((column) => column.slice(start)) };
}

const noColumns: Columns = { tMs: [], columns: [] };

export function readLive(options: LiveSourceOptions, nowMs: number): ChartData {
  const fromMs = nowMs - options.windowMs;
  // All columns are merged before this chart's are picked, so that charts side by side have the same rows.
  const merged = prepareMerge(
    since(options.history() ?? noColumns, fromMs),
    since(options.track()?.read(fromMs) ?? noColumns, fromMs),
  );
  return {
    tMs: merged.tMs,
    columns: options.columns.map((column) => merged.columns[column] ?? merged.tMs.map(() => null)),
    fromMs,
    toMs: nowMs,
    partialTMs: null,
  };
}
