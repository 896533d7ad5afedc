import type { MetricsSeries } from "@/lib/metrics/schemas";
import { type Columns, prepareDenseSeries } from "./prepare-dense-series";

/** Order of the columns everywhere a rule's history and its live ring meet; the same as the ring's. */
export const historyColumns = ["receivedPerSecond", "deliveredPerSecond", "backlog", "p50Ms", "p99Ms"] as const;

/** The API's columnar series as numbers over time, holes made explicit. */
export function prepareHistory(series: MetricsSeries, stepMs: number): Columns {
  return prepareDenseSeries(
    { tMs: series.t.map((t) => Date.parse(t)), columns: historyColumns.map((name) => series[name]) },
    stepMs,
  );
}
