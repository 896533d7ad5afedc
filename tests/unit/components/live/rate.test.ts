import { describe, expect, it } from "vitest";
import { rateBetween } from "@/components/live/rate";

describe("rate between two totals", () => {
  it("is per second whatever the distance of the samples", () => {
    expect(rateBetween({ tMs: 0, total: 100 }, { tMs: 2_000, total: 300 }, 1_000)).toBe(100);
    expect(rateBetween({ tMs: 0, total: 0 }, { tMs: 500, total: 10 }, 1_000)).toBe(20);
  });
  it("is unknown for the first sample, never zero", () => {
    expect(rateBetween(undefined, { tMs: 0, total: 5 }, 1_000)).toBeNull();
  });
  it("is unknown when the counter went back", () => {
    expect(rateBetween({ tMs: 0, total: 100 }, { tMs: 1_000, total: 3 }, 1_000)).toBeNull();
  });
  it("is unknown across a gap", () => {
    expect(rateBetween({ tMs: 0, total: 100 }, { tMs: 4_000, total: 300 }, 1_000)).toBeNull();
  });
  it("is unknown for a repeated sample", () => {
    expect(rateBetween({ tMs: 1_000, total: 100 }, { tMs: 1_000, total: 100 }, 1_000)).toBeNull();
  });
});
