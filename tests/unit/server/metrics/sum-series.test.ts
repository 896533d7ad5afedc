import { describe, expect, it } from "vitest";
import { buildSeries } from "@/server/metrics/series";
import { brokerColumns, sumSeries } from "@/server/metrics/sum-series";

const range = { fromMs: 0, toMs: 3_000, stepMs: 1_000 };
const empty = buildSeries([], range);
const part = (received: (number | null)[], p99Ms: (number | null)[]) => ({
  ...empty,
  receivedPerSecond: received,
  p99Ms,
});

describe("rules taken together", () => {
  it("add up, and their latency is that of the slowest", () => {
    const whole = sumSeries([part([1, 2, 3], [5, 1, null]), part([10, 20, 30], [2, 9, 4])], empty);
    expect(whole.receivedPerSecond).toEqual([11, 22, 33]);
    expect(whole.p99Ms).toEqual([5, 9, 4]);
  });

  it("are a gap only where nothing is known of any of them", () => {
    const whole = sumSeries([part([null, 2, null], [null, null, null]), part([null, null, 3], [null, null, 1])], empty);
    expect(whole.receivedPerSecond).toEqual([null, 2, 3]);
    expect(whole.p99Ms).toEqual([null, null, 1]);
  });

  it("leave the parts as they were, and are all gaps without any", () => {
    const first = part([1, 1, 1], [1, 1, 1]);
    sumSeries([first, part([1, 1, 1], [2, 2, 2])], empty);
    expect(first.receivedPerSecond).toEqual([1, 1, 1]);
    expect(sumSeries([], empty).receivedPerSecond).toEqual([null, null, null]);
  });
});

it("shows the most connections of a step, and a gap where the broker was not seen", () => {
  const points = [
    { tMs: 100, connections: 4, subscriptions: 1 },
    { tMs: 900, connections: 2, subscriptions: 3 },
    { tMs: 2_000, connections: 0, subscriptions: 0 },
    { tMs: 9_000, connections: 9, subscriptions: 9 },
  ];
  expect(brokerColumns(points, range)).toEqual({ connections: [4, null, 0], subscriptions: [3, null, 0] });
});
