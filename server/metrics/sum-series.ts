import type { MetricsSeries } from "@/lib/metrics/schemas";
import type { BrokerPoint, SeriesRange } from "./series";

type Column = (number | null)[];
const summed = ["receivedPerSecond", "deliveredPerSecond", "backlog", "errorsPerSecond"] as const;
const slowest = ["p50Ms", "p99Ms"] as const;

/** Several rules as one: what adds up is added, of latencies the worst is taken. A step is a gap only where every rule has one. */
export function sumSeries(parts: readonly MetricsSeries[], empty: MetricsSeries): MetricsSeries {
  const [first, ...others] = parts;
  if (first === undefined) {
    return empty;
  }
  const whole = structuredClone(first);
  for (const part of others) {
    for (const name of summed) {
      merge(whole[name], part[name], (left, right) => Math.round((left + right) * 1_000) / 1_000);
    }
    for (const name of slowest) {
      merge(whole[name], part[name], Math.max);
    }
  }
  return whole;
}

function merge(into: Column, from: Column, join: (left: number, right: number) => number): void {
  for (const [index, value] of from.entries()) {
    const before = into[index] ?? null;
    into[index] = before === null || value === null ? (before ?? value) : join(before, value);
  }
}

/** The most of each step; a gap where the broker was not seen. */
export function brokerColumns(points: readonly BrokerPoint[], { fromMs, toMs, stepMs }: SeriesRange) {
  const firstMs = Math.floor(fromMs / stepMs) * stepMs;
  const count = Math.max(0, Math.ceil((toMs - firstMs) / stepMs));
  const connections: Column = new Array(count).fill(null);
  const subscriptions: Column = new Array(count).fill(null);
  for (const point of points) {
    const index = Math.floor((point.tMs - firstMs) / stepMs);
    if (index >= 0 && index < count) {
      connections[index] = Math.max(connections[index] ?? 0, point.connections);
      subscriptions[index] = Math.max(subscriptions[index] ?? 0, point.subscriptions);
    }
  }
  return { connections, subscriptions };
}
