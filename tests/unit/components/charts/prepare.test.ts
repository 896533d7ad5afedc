import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChartData, ChartSeries } from "@/components/charts/chart-data";
import { niceCeiling, prepareAxisMax } from "@/components/charts/prepare-axis";
import { prepareCsv } from "@/components/charts/prepare-csv";
import { prepareDecimation } from "@/components/charts/prepare-decimation";
import { prepareDenseSeries } from "@/components/charts/prepare-dense-series";
import { prepareMerge } from "@/components/charts/prepare-merge";
import { preparePartial } from "@/components/charts/prepare-partial";
import { prepareSummary } from "@/components/charts/prepare-summary";
import { preparePrintTable, prepareTable } from "@/components/charts/prepare-table";

describe("dense series", () => {
  it("breaks the line where buckets are missing and keeps zero apart from nothing", () => {
    expect(prepareDenseSeries({ tMs: [0, 10, 40, 50], columns: [[1, 0, 3, null]] }, 10)).toEqual({
      tMs: [0, 10, 20, 40, 50],
      columns: [[1, 0, null, 3, null]],
    });
  });
  it("leaves an even series as it is, jitter included", () => {
    const even = { tMs: [0, 10, 21, 30], columns: [[1, 2, 3, 4]] };
    expect(prepareDenseSeries(even, 10)).toEqual(even);
  });
  it("drops rows out of order: a time axis never goes back", () => {
    expect(prepareDenseSeries({ tMs: [0, 10, 5, 10, 20], columns: [[1, 2, 9, 9, 3]] }, 10).tMs).toEqual([0, 10, 20]);
  });
});

describe("merge of history and live points", () => {
  it("takes history before the first live point and live points after it", () => {
    expect(prepareMerge({ tMs: [0, 10, 20], columns: [[1, 2, 3]] }, { tMs: [15, 25], columns: [[7, 8]] })).toEqual({
      tMs: [0, 10, 15, 25],
      columns: [[1, 2, 7, 8]],
    });
  });
  it("fills the hole that a hidden tab left from history", () => {
    expect(
      prepareMerge(
        { tMs: [0, 10, 20, 30, 40], columns: [[1, 2, 3, 4, 5]] },
        { tMs: [5, 6, 35, 36], columns: [[7, null, 8, 9]] },
      ),
    ).toEqual({ tMs: [0, 5, 6, 10, 20, 30, 35, 36], columns: [[1, 7, null, 2, 3, 4, 8, 9]] });
  });
  it("goes over to live without a hole: the first live sample has no rate yet", () => {
    expect(
      prepareMerge({ tMs: [0, 10, 20], columns: [[1, 2, 3]] }, { tMs: [18, 28, 38], columns: [[null, 8, 9]] }),
    ).toEqual({ tMs: [0, 10, 20, 28, 38], columns: [[1, 2, 3, 8, 9]] });
  });
  it("is history alone while nothing is live, and live alone without history", () => {
    const columns = { tMs: [0, 10], columns: [[1, 2]] };
    expect(prepareMerge(columns, { tMs: [], columns: [] })).toEqual(columns);
    expect(prepareMerge({ tMs: [], columns: [] }, columns)).toEqual(columns);
  });
});

describe("decimation", () => {
  it("draws at most one point a pixel, keeps the peak and never leaves the range of the values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat(1_000)), { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 1, max: 100 }),
        (values, pixels) => {
          const result = prepareDecimation({ tMs: values.map((_, row) => row * 7), columns: [values] }, pixels);
          expect(result.tMs.length).toBeLessThanOrEqual(Math.max(pixels, Math.min(values.length, pixels)));
          const known = (column: readonly (number | null)[]) => column.filter((value) => value !== null);
          expect(Math.max(-1, ...known(result.columns[0] ?? []))).toBe(Math.max(-1, ...known(values)));
          expect([...result.tMs].sort((a, b) => a - b)).toEqual(result.tMs);
        },
      ),
    );
  });
  it("keeps a gap wider than a pixel", () => {
    const values = [1, 1, 1, 1, null, null, null, null, 1, 1, 1, 1];
    const result = prepareDecimation({ tMs: values.map((_, row) => row), columns: [values] }, 6);
    expect(result.columns[0]).toContain(null);
  });
});

describe("axis", () => {
  it("starts at zero and ends at a round number above every value", () => {
    expect([0, 3, 99, 101, 2_300].map(niceCeiling)).toEqual([1, 5, 100, 200, 2_500]);
  });
  it("does not jitter: it grows at once and shrinks only when most of it is unused", () => {
    expect(prepareAxisMax(100, [[90]])).toBe(100);
    expect(prepareAxisMax(100, [[55]])).toBe(100);
    expect(prepareAxisMax(100, [[120]])).toBe(200);
    expect(prepareAxisMax(100, [[30]])).toBe(50);
    expect(prepareAxisMax(undefined, [[null]])).toBe(1);
  });
});

describe("partial last bucket", () => {
  it("is marked while it runs and not afterwards", () => {
    expect(preparePartial([0, 60_000], 60_000, 90_000)).toBe(60_000);
    expect(preparePartial([0, 60_000], 60_000, 120_000)).toBeNull();
    expect(preparePartial([], 60_000, 0)).toBeNull();
  });
});

describe("summary", () => {
  it("names the last value and the peak with its time", () => {
    expect(prepareSummary([0, 1, 2], [4, 9, 5])).toEqual({ last: 5, peak: 9, peakTMs: 1 });
  });
  it("does not pass an old value off as the present one", () => {
    expect(prepareSummary([0, 1, 2], [4, null, null]).last).toBeNull();
  });
});

const series: ChartSeries[] = [
  { key: "a", label: "Received", unit: "messagesPerSecond", tone: 1 },
  { key: "b", label: '=cmd, "x"', unit: "milliseconds", tone: 2 },
];
const data: ChartData = {
  tMs: [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1, 0, 0, 1)],
  columns: [
    [1.23456, null],
    [0, 2],
  ],
  fromMs: 0,
  toMs: 1,
  partialTMs: Date.UTC(2026, 0, 1, 0, 0, 1),
};

describe("CSV", () => {
  it("writes UTC times, empty fields for gaps, and labels that no spreadsheet runs", () => {
    expect(prepareCsv(data, series)).toBe(
      'time,Received (messagesPerSecond),"\'=cmd, ""x"" (milliseconds)"\r\n' +
        "2026-01-01T00:00:00.000Z,1.235,0\r\n2026-01-01T00:00:01.000Z,,2\r\n",
    );
  });
});

describe("table", () => {
  it("lists the newest first, marks the unfinished bucket and keeps gaps readable", () => {
    expect(prepareTable(data, 1).rows.map((row) => [row.values, row.isPartial])).toEqual([
      [[null, 2], true],
      [[1.23456, 0], false],
    ]);
  });
  it("has the whole span on paper in at most 20 rows, each with its highest figure", () => {
    const tMs = Array.from({ length: 5_000 }, (_, row) => row * 1_000);
    const peaks = tMs.map((_, row) => (row === 2_400 ? 7 : 1));
    const { rows, isCondensed } = preparePrintTable({ ...data, tMs, columns: [peaks] });
    expect([rows.length, isCondensed]).toEqual([20, true]);
    expect(rows.at(-1)?.tMs).toBe(0);
    expect(rows.filter(({ values }) => values[0] === 7)).toHaveLength(1);
    expect(preparePrintTable(data).isCondensed).toBe(false);
  });
  it("never has more than 200 rows and stays inside its pages", () => {
    const tMs = Array.from({ length: 5_000 }, (_, row) => row * 1_000);
    const table = prepareTable({ ...data, tMs, columns: [tMs] }, 99);
    expect([table.pageCount, table.page]).toEqual([8, 8]);
  });
});
