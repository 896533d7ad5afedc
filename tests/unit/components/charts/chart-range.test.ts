import { describe, expect, it } from "vitest";
import { checkCustomRange, stepSecondsOf, windowOf } from "@/components/charts/chart-range";

describe("chart range", () => {
  it("moves with now for presets and stands still for a custom range", () => {
    expect(windowOf({ range: "1h", fromMs: null, toMs: null }, 3_600_000)).toEqual({ fromMs: 0, toMs: 3_600_000 });
    expect(windowOf({ range: "custom", fromMs: 5, toMs: 9 }, 100)).toEqual({ fromMs: 5, toMs: 9 });
  });
  it("shows the live window for a link with half a custom range", () => {
    expect(windowOf({ range: "custom", fromMs: 9, toMs: null }, 300_000)).toEqual({ fromMs: 0, toMs: 300_000 });
  });
  it("never asks for more than about 1,500 buckets up to a week", () => {
    for (const minutes of [5, 15, 60, 360, 1_440, 4_320, 10_080]) {
      expect((minutes * 60) / stepSecondsOf(minutes * 60_000)).toBeLessThanOrEqual(1_500);
    }
  });
  it("names what is wrong with a custom range", () => {
    expect(checkCustomRange(Number.NaN, 1, 9)).toBe("incomplete");
    expect(checkCustomRange(5, 5, 9)).toBe("reversed");
    expect(checkCustomRange(50_000, 90_000, 9)).toBe("future");
    expect(checkCustomRange(0, 40 * 86_400_000, 1)).toBe("tooLong");
    expect(checkCustomRange(0, 500, 1_000)).toBe("tooShort");
    expect(checkCustomRange(0, 60_000, 60_000)).toBeUndefined();
  });
});
