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

function pick(source: Columns, columns: readonly number[], fromMs: number): Columns {
  const first = source.tMs.findIndex((t) => t >= fromMs);
  const start = first < 0 ? source.tMs.length : first;
  return {
    tMs: source.tMs.slice(start),
    columns: columns.map((column) => source.columns[column]?.slice(start) ?? []),
  };
}

export function readLive(options: LiveSourceOptions, nowMs: number): ChartData {
  const fromMs = nowMs - options.windowMs;
  const track = options.track();
  const live = track?.read(fromMs) ?? { tMs: [], columns: [] };
  const history = options.history();
  const merged = prepareMerge(
    history === undefined ? { tMs: [], columns: [] } : pick(history, options.columns, fromMs),
    pick(live, options.columns, fromMs),
  );
  return {
    tMs: merged.tMs,
    columns: options.columns.map((_, index) => merged.columns[index] ?? []),
    fromMs,
    toMs: nowMs,
    partialTMs: null,
  };
}
