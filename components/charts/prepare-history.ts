import type { InstanceMetrics, MetricsSeries } from "@/lib/metrics/schemas";
import { type Columns, prepareDenseSeries } from "./prepare-dense-series";

/** Order of the columns everywhere a history and its live ring meet; the same as the ring's. */
export const historyColumns = [
  "receivedPerSecond",
  "deliveredPerSecond",
  "backlog",
  "p50Ms",
  "p99Ms",
  "errorsPerSecond",
] as const;
const brokerColumns = ["connections", "subscriptions"] as const;

/** The API's columnar series as numbers over time, holes made explicit. */
export function prepareHistory(series: MetricsSeries | InstanceMetrics["series"], stepMs: number): Columns {
  const columns = historyColumns.map((name) => series[name]);
  const broker = "connections" in series ? brokerColumns.map((name) => series[name]) : [];
  return prepareDenseSeries({ tMs: series.t.map((t) => Date.parse(t)), columns: [...columns, ...broker] }, stepMs);
}
