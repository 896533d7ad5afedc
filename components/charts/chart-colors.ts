import type { ChartSeries } from "./chart-data";

export interface ChartColors {
  series: string[];
  grid: string;
  text: string;
  threshold: string;
}

/** The theme's colours as they are now: a canvas does not follow CSS variables by itself. */
export function readChartColors(element: Element, series: readonly ChartSeries[]): ChartColors {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    series: series.map((one) => read(`--color-series-${one.tone}`)),
    grid: read("--color-line"),
    text: read("--color-fg-secondary"),
    threshold: read("--color-danger"),
  };
}

/** Calls back when the theme changes, by the attribute on the root or by the system. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", onChange);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", onChange);
  };
}
