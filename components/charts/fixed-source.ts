import type { ChartData, ChartSource } from "./chart-data";

/** A chart that changes only when its data is fetched again. */
export function createFixedSource(data: ChartData): ChartSource {
  return { subscribe: () => () => undefined, read: () => data };
}
