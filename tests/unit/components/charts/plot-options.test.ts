import type uPlot from "uplot";
import { describe, expect, it } from "vitest";
import type { ChartUnit } from "@/components/charts/chart-data";
import { type PlotOptionsInput, plotOptions } from "@/components/charts/plot-options";

const colors = { series: ["#111111", "#222222"], grid: "#333333", text: "#444444", threshold: "#555555" };

function optionsFor(units: readonly ChartUnit[], changes: Partial<PlotOptionsInput> = {}): uPlot.Options {
  return plotOptions({
    width: 400,
    height: 200,
    series: units.map((unit, index) => ({ key: `${index}`, label: unit, unit, tone: 1 })),
    colors,
    locale: "en",
    timeZone: "UTC",
    syncKey: undefined,
    xWindow: () => ({ fromMs: 0, toMs: 60_000 }),
    yMax: () => 10,
    threshold: undefined,
    marks: () => [],
    onCursor: () => undefined,
    onSelect: () => undefined,
    ...changes,
  });
}

describe("the value axis", () => {
  const steps = (units: readonly ChartUnit[]) => optionsFor(units).axes?.[1]?.incrs;

  it("has no half messages, connections or subscriptions", () => {
    const whole = steps(["messages"]);
    expect(whole).toEqual(expect.arrayContaining([1, 2, 5, 1_000_000]));
    expect((whole as number[]).every(Number.isInteger)).toBe(true);
    expect(steps(["connections", "subscriptions"])).toEqual(whole);
  });

  it("has fractions where they mean something", () => {
    expect(steps(["messagesPerSecond"])).toBeUndefined();
    expect(steps(["milliseconds"])).toBeUndefined();
  });
});

describe("a threshold", () => {
  function lineOf(threshold: number | undefined): unknown[] {
    const drawn: unknown[] = [];
    const note =
      (name: string) =>
      (...values: unknown[]) =>
        drawn.push([name, ...values]);
    const ctx = { save: note("save"), restore: note("restore"), setLineDash: note("dash"), beginPath: note("begin") };
    const plot = {
      ctx: { ...ctx, moveTo: note("from"), lineTo: note("to"), stroke: note("stroke") },
      bbox: { left: 10, top: 0, width: 300, height: 100 },
      over: { clientWidth: 300 },
      valToPos: (value: number) => value * 2,
    };
    const [draw] = optionsFor(["messages"], { threshold }).hooks?.draw ?? [];
    draw?.(plot as unknown as uPlot); // safe because drawing a threshold uses nothing else
    return drawn;
  }

  it("is a dashed line over the whole width, at its value", () => {
    const line = lineOf(40).slice(0, 7);
    expect(line).toEqual([
      ["save"],
      ["dash", [8, 4]],
      ["begin"],
      ["from", 10, 80],
      ["to", 310, 80],
      ["stroke"],
      ["restore"],
    ]);
  });

  it("is not drawn where there is none", () => {
    expect(lineOf(undefined)).not.toContainEqual(["stroke"]);
  });
});
