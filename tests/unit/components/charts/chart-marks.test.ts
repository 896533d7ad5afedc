import { expect, it } from "vitest";
import { marksWithin } from "@/components/charts/chart-marks";

const mark = (tMs: number) => ({ id: String(tMs), tMs, label: "v1", text: "v1", href: "/" });

it("lists only the marks of the window in view, its edges included", () => {
  const marks = [9, 10, 15, 20, 21].map(mark);
  expect(marksWithin(marks, { fromMs: 10, toMs: 20 }).map(({ tMs }) => tMs)).toEqual([10, 15, 20]);
});
