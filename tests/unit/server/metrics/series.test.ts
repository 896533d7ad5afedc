import { describe, expect, it } from "vitest";
import { emptyTotals } from "@/lib/metrics/schemas";
import { MetricsStore } from "@/server/metrics/metrics-store";
import { buildSeries, type TotalsPoint } from "@/server/metrics/series";
import { ruleSnapshot, snapshot } from "../services/test-context";

const point = (seconds: number, received: number, intervalMs = 1_000): TotalsPoint => ({
  tMs: seconds * 1_000,
  received,
  delivered: received,
  backlog: 0,
  p50Ms: Number.NaN,
  p99Ms: Number.NaN,
  errors: 0,
  intervalMs,
});
const range = (from: number, to: number, step: number) => ({
  fromMs: from * 1_000,
  toMs: to * 1_000,
  stepMs: step * 1_000,
});

describe("buildSeries", () => {
  it("turns totals into rates", () => {
    const points = [point(0, 0), point(1, 10), point(2, 30), point(3, 30)];
    expect(buildSeries(points, range(0, 3, 1)).receivedPerSecond).toEqual([10, 20, 0]);
  });

  it("leaves a gap where nothing was observed, never a zero", () => {
    const points = [point(0, 0), point(1, 10), point(11, 20), point(12, 25)];
    const { receivedPerSecond, backlog } = buildSeries(points, range(0, 12, 2));
    expect(receivedPerSecond).toEqual([10, null, null, null, null, 5]);
    expect(backlog[1]).toBeNull();
  });

  it("does not invent a rate across a minute without the runtime", () => {
    const points = [point(0, 0), point(60, 600), point(61, 610)];
    expect(buildSeries(points, range(0, 62, 31)).receivedPerSecond).toEqual([null, 10]);
  });

  it("takes a counter that shrank as another life", () => {
    expect(buildSeries([point(0, 100), point(1, 3), point(2, 5)], range(0, 2, 1)).receivedPerSecond).toEqual([null, 2]);
  });

  it("spreads minutes over shorter steps", () => {
    const points = [point(0, 0, 60_000), point(60, 600, 60_000)];
    expect(buildSeries(points, range(0, 60, 20)).receivedPerSecond).toEqual([10, 10, 10]);
  });

  it("keeps columns of one length", () => {
    const series = buildSeries([], range(5, 17, 5));
    expect(new Set(Object.values(series).map((column) => column.length))).toEqual(new Set([3]));
  });
});

describe("MetricsStore", () => {
  const sample = (received: number) => ruleSnapshot("i", { totals: { ...emptyTotals, received, delivered: received } });

  it("keeps a bounded past and rates of the last seconds", () => {
    const store = new MetricsStore(10);
    for (let i = 0; i < 30; i++) {
      store.record(snapshot({ r: sample(i * 4) }, i * 1_000));
    }
    expect(store.samples("r")).toHaveLength(10);
    expect(store.samples("r").at(-1)).toMatchObject({ received: 116, state: "running" });
    expect(store.rates("r", 29_500)).toEqual({ receivedPerSecond: 4, deliveredPerSecond: 4 });
    expect(store.rates("r", 60_000)).toEqual({ receivedPerSecond: 0, deliveredPerSecond: 0 });
  });

  it("shows the latency of the last delivery", () => {
    const store = new MetricsStore();
    store.record(snapshot({ r: ruleSnapshot("i", { latencyMs: { p50: 1, p95: 2, p99: 3 } }) }, 1_000));
    store.record(snapshot({ r: ruleSnapshot("i") }, 2_000));
    expect(store.latency("r")).toEqual({ p50: 1, p95: 2, p99: 3 });
    expect(store.latency("unknown")).toEqual({ p50: null, p95: null, p99: null });
  });

  it("forgets a rule that is gone", () => {
    const store = new MetricsStore(5);
    store.record(snapshot({ r: ruleSnapshot("i") }, 0));
    store.record(snapshot({}, 6_000));
    expect(store.samples("r")).toEqual([]);
  });
});
