import { expect, it } from "vitest";
import { formatDateTime, formatDuration, formatRelative } from "@/lib/format/time";

it("writes date and time in the given zone", () => {
  expect(formatDateTime("2026-11-23T01:05:07Z", "UTC")).toBe("2026-11-23 01:05:07");
  expect(formatDateTime("2026-11-23T16:05:07Z", "Asia/Shanghai")).toBe("2026-11-24 00:05:07");
});

it.each([
  ["2026-11-23T11:59:57Z", "en", "3 sec. ago"],
  ["2026-11-23T11:55:00Z", "en", "5 min. ago"],
  ["2026-11-22T12:00:00Z", "en", "yesterday"],
  ["2026-11-23T11:55:00Z", "zh-CN", "5分钟前"],
])("says how long ago %s was", (value, locale, text) => {
  expect(formatRelative(value, Date.parse("2026-11-23T12:00:00Z"), locale)).toBe(text);
});

it("says it shortly where it stands beside something else", () => {
  const nowMs = Date.parse("2026-11-23T12:00:00Z");
  expect(formatRelative("2026-11-23T11:59:57Z", nowMs, "en", "narrow")).toBe("3s ago");
  expect(formatRelative(nowMs, nowMs, "en", "narrow")).toBe("now");
});

it.each([
  [350, "350 ms"],
  [12_000, "12 sec"],
  [65_000, "1 min 5 sec"],
  [3_600_000, "1 hr"],
  [90_000_000, "1 day 1 hr"],
])("writes %i ms by its two largest units", (durationMs, text) => {
  expect(formatDuration(durationMs, "en")).toBe(text);
});
