import { expect, it } from "vitest";
import { readLive } from "@/components/charts/live-source";
import { LiveTrack } from "@/components/live/live-track";

const sample = (received: number) => ({
  received,
  delivered: received,
  backlog: 3,
  p50Ms: null,
  p99Ms: null,
  errors: 0,
  connections: 1,
  subscriptions: 1,
});

it("charts side by side have the same rows, so that a cursor reads one moment in all of them", () => {
  const track = new LiveTrack();
  for (const second of [13, 14, 15]) {
    // Half a second off the buckets of history, as samples are.
    track.push(second * 1_000 + 500, sample(second), 1_000);
  }
  const history = {
    tMs: [12_000, 13_000, 14_000],
    columns: Array.from({ length: 8 }, () => [1, 1, 1]),
  };
  const read = (columns: number[]) =>
    readLive({ track: () => track, columns, windowMs: 60_000, history: () => history }, 16_000);
  expect(read([0, 1]).tMs).toEqual([12_000, 13_000, 14_000, 14_500, 15_500]);
  expect(read([2]).tMs).toEqual(read([0, 1]).tMs);
  expect(read([2]).columns).toEqual([[1, 1, 1, 3, 3]]);
});
