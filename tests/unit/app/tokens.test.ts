import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../../app/globals.css", import.meta.url), "utf8");

function block(pattern: RegExp): Record<string, string> {
  const body = pattern.exec(css)?.[1] ?? "";
  return Object.fromEntries(
    [...body.matchAll(/--color-([a-z0-9-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

const light = block(/@theme \{\n([\s\S]*?)\n\}/);
const darkOnly = block(/\n {2}\[data-theme="dark"\] \{\n([\s\S]*?)\n {2}\}/);
const systemOnly = block(/ {2}\[data-theme="system"\] \{\n([\s\S]*?)\n {2}\}/);
const dark = { ...light, ...darkOnly };

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(left: string | undefined, right: string | undefined): number {
  const [high = 0, low = 0] = [luminance(left ?? ""), luminance(right ?? "")].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Text on what lies behind it: 4.5. */
const textPairs: [string, string][] = [
  ...["fg", "fg-secondary", "fg-help", "link"].flatMap((fg) =>
    ["bg", "bg-card", "bg-popup", "bg-subtle", "bg-muted"].map((bg): [string, string] => [fg, bg]),
  ),
  ...["info-bg", "success-bg", "warning-bg", "danger-bg"].map((bg): [string, string] => ["fg", bg]),
  ["link", "info-bg"],
  ["success-fg", "success-bg"],
  ["success-fg", "bg-popup"],
  ["warning-fg", "warning-bg"],
  ["warning-fg", "bg"],
  ["danger-fg", "danger-bg"],
  ["danger-fg", "bg-popup"],
  ["on-primary", "primary"],
  ["on-primary", "primary-hover"],
  ["on-primary", "danger-button"],
  ["on-brand", "brand"],
];

/** Borders of controls, focus, states and lines of charts: 3. Amber is never alone: text stands beside it. */
const graphicPairs: [string, string][] = [
  ["control-line", "bg"],
  ["control-line", "bg-card"],
  ["control-line", "bg-popup"],
  ["focus", "bg"],
  ["focus", "bg-popup"],
  ["danger", "bg"],
  ["status-ok", "bg"],
  ["status-err", "bg"],
  ["status-off", "bg"],
  ["switch-on", "bg"],
  ["switch-off", "bg"],
  ["primary-bright", "bg-card"],
  ...[1, 2, 3, 4, 5, 6].map((series): [string, string] => [`series-${series}`, "bg-card"]),
];

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s theme", (_, theme) => {
  it.each(textPairs)("keeps %s on %s readable (4.5)", (fg, bg) => {
    expect(contrast(theme[fg], theme[bg])).toBeGreaterThanOrEqual(4.5);
  });
  it.each(graphicPairs)("keeps %s on %s visible (3)", (fg, bg) => {
    expect(contrast(theme[fg], theme[bg])).toBeGreaterThanOrEqual(3);
  });
});

it("gives the system theme exactly the dark theme's colours", () => {
  expect(Object.keys(darkOnly).length).toBeGreaterThan(20);
  expect(systemOnly).toEqual(darkOnly);
});
