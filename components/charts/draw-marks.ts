import type uPlot from "uplot";
import type { ChartMark } from "./chart-marks";

const labelHeight = 12;

/** A dotted line and its label for each mark in the window; neighbours' labels take turns in two rows. */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[], color: string): void {
  const { left, top, width, height } = plot.bbox;
  const scale = plot.bbox.width / Math.max(1, plot.over.clientWidth);
  plot.ctx.save();
  plot.ctx.strokeStyle = color;
  plot.ctx.fillStyle = color;
  plot.ctx.font = `${11 * scale}px sans-serif`;
  plot.ctx.textBaseline = "top";
  plot.ctx.setLineDash([2 * scale, 3 * scale]);
  for (const [i, mark] of marks.entries()) {
    const x = plot.valToPos(mark.tMs / 1_000, "x", true);
    if (x < left || x > left + width) {
      continue;
    }
    plot.ctx.beginPath();
    plot.ctx.moveTo(x, top);
    plot.ctx.lineTo(x, top + height);
    plot.ctx.stroke();
    const isNearRight = x > left + width - 32 * scale;
    plot.ctx.textAlign = isNearRight ? "right" : "left";
    plot.ctx.fillText(mark.label, x + (isNearRight ? -3 : 3) * scale, top + (i % 2) * labelHeight * scale);
  }
  plot.ctx.restore();
}
