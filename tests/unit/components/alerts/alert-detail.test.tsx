import { describe, expect, it } from "vitest";
import { AlertDetail } from "@/components/alerts/alert-detail";
import { zhCnMessages } from "@/lib/i18n/messages/zh-cn";
import { emptyTotals } from "@/lib/metrics/schemas";
import { conditions } from "@/server/alerts/conditions";
import { RuntimeWatch, type WatchedProcess } from "@/server/alerts/runtime-watch";
import type { RuleSnapshot } from "@/server/protocol/messages";
import { render, renderWords } from "@/tests/helpers/render-words";
import { ruleSnapshot } from "../../server/services/test-context";

/** What the alerts of a rule in such a state keep as their detail. */
function detailOf(snapshot: Partial<RuleSnapshot>): string {
  const rule = ruleSnapshot("mqtt-1", snapshot);
  const found = conditions.flatMap((condition) => condition.judge(rule, false) ?? []);
  expect(found).toHaveLength(1);
  return found[0]?.detail ?? "";
}

/** What the alert of a runtime that is not heard keeps. */
function runtimeDetail(process: WatchedProcess): string {
  const watch = new RuntimeWatch();
  watch.hear();
  for (let second = 0; second < 60; second++) {
    const transition = watch.check(process);
    if (transition !== undefined) {
      return transition.detail;
    }
  }
  throw new Error("No alert was raised.");
}

const zh = (detail: string) => renderWords(<AlertDetail detail={detail} />, "zh-CN");
const en = (detail: string) => renderWords(<AlertDetail detail={detail} />, "en");

describe("the detail of an alert", () => {
  it("has sizes in units that can be read", () => {
    const detail = detailOf({ backlogBytes: 966_367_641, backlogBytesMax: 2 ** 30 });
    expect(en(detail)).toBe("921.6 MiB of 1 GiB are used (89 %).");
    expect(zh(detail)).toBe("已使用 921.6 MiB，上限 1 GiB（89 %）。");
  });

  it("has counts grouped", () => {
    const detail = detailOf({ totals: { ...emptyTotals, received: 12_345 } });
    expect(en(detail)).toContain("by 12,345.");
    expect(zh(detail)).toContain("相差 12,345。");
  });

  it("has times in the reader's zone", () => {
    const detail = detailOf({ sessionLostSinceMs: Date.UTC(2026, 10, 1, 7, 8, 9) });
    expect(zh(detail)).toBe("2026-11-01 07:08:09 之后发布的消息可能缺失。");
  });

  it("has words for a state that left only the code of its reason", () => {
    const detail = detailOf({ state: "stalled", stateReason: { code: "topicMissing", detail: "" } });
    expect(zh(detail)).toBe(zhCnMessages.rules.reason.topicMissing);
  });

  it("says what became of the runtime's process in the reader's language", () => {
    const fatal = JSON.stringify({
      level: 60,
      msg: "The data folder is held by another process now; this one stops at once.",
    });
    for (const process of [
      { state: "starting", lastLine: "" },
      { state: "running", lastLine: "" },
      { state: "restarting", lastLine: "" },
      { state: "restarting", lastLine: fatal },
    ] as const) {
      const detail = runtimeDetail(process);
      expect(zh(detail)).toMatch(/。$/);
      expect(render(<AlertDetail detail={detail} />, "zh-CN")).not.toContain('lang="en"');
    }
  });

  it("marks as English what a cluster said", () => {
    const detail = detailOf({ state: "failed", stateReason: { code: "invalid", detail: "No route for TopicB." } });
    expect(render(<AlertDetail detail={detail} />, "zh-CN")).toMatch(/<span lang="en"[^>]*>No route for TopicB\.</);
  });
});
