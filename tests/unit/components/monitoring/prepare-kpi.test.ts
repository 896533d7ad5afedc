import { expect, it } from "vitest";
import { prepareKpi } from "@/components/monitoring/prepare-kpi";

it("takes peak and 95th percentile of what was observed; gaps count for nothing", () => {
  const column = [null, ...Array.from({ length: 100 }, (_, n) => n + 1), null];
  expect(prepareKpi(column)).toEqual({ now: 100, peak: 100, p95: 95 });
  expect(prepareKpi([7])).toEqual({ now: 7, peak: 7, p95: 7 });
});

it("knows no figure of now while the newest points are a gap, and none at all without points", () => {
  expect(prepareKpi([5, 9, null, null])).toEqual({ now: null, peak: 9, p95: 9 });
  expect(prepareKpi([])).toEqual({ now: null, peak: null, p95: null });
  expect(prepareKpi([0, 0])).toEqual({ now: 0, peak: 0, p95: 0 });
});
