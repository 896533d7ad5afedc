import { describe, expect, it } from "vitest";
import { LiveTrack } from "@/components/live/live-track";
import { RingBuffer } from "@/components/live/ring-buffer";

const sample = (received: number, delivered = received) => ({
  received,
  delivered,
  backlog: 0,
  p50Ms: 1,
  p99Ms: 2,
  errors: 0,
  state: "running" as const,
});

describe("ring buffer", () => {
  it("keeps the newest rows in order once it is full", () => {
    const ring = new RingBuffer(3, 1);
    for (const t of [1, 2, 3, 4, 5]) {
      ring.push(t, [t * 10]);
    }
    expect(ring.read(0)).toEqual({ tMs: [3, 4, 5], columns: [[30, 40, 50]] });
    expect(ring.read(5)).toEqual({ tMs: [5], columns: [[50]] });
    expect([ring.firstTMs, ring.lastTMs, ring.length]).toEqual([3, 5, 3]);
  });
  it("gives gaps back as null", () => {
    const ring = new RingBuffer(3, 2);
    ring.push(1, [null, 0]);
    expect(ring.read(0).columns).toEqual([[null], [0]]);
  });
});

describe("live track", () => {
  it("puts a row without values where samples are missing, so that no line is drawn through an outage", () => {
    const track = new LiveTrack();
    track.push(1_000, sample(0), 1_000);
    track.push(2_000, sample(10), 1_000);
    track.push(9_000, sample(80), 1_000);
    track.push(10_000, sample(85), 1_000);
    const { tMs, columns } = track.read(0);
    expect(tMs).toEqual([1_000, 2_000, 3_000, 9_000, 10_000]);
    expect(columns[0]).toEqual([null, 10, null, null, 5]);
    expect(columns[2]).toEqual([0, 0, null, 0, 0]);
  });
  it("ignores samples that come twice or late, as a resumed stream sends them", () => {
    const track = new LiveTrack();
    track.push(1_000, sample(0), 1_000);
    track.push(2_000, sample(10), 1_000);
    track.push(2_000, sample(10), 1_000);
    track.push(1_000, sample(0), 1_000);
    expect(track.read(0).tMs).toEqual([1_000, 2_000]);
    expect(track.latest?.receivedPerSecond).toBe(10);
  });
});
