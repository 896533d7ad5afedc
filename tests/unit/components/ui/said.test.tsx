import { describe, expect, it } from "vitest";
import { Said } from "@/components/ui/said";
import { say } from "@/lib/said/say";
import { deliveryWarnings } from "@/server/runtime/flow/contracts";
import { listWarnings } from "@/server/runtime/rule-warnings";
import { SpoolBudget } from "@/server/runtime/spool/spool-budget";
import { render, renderWords } from "@/tests/helpers/render-words";

const since = Date.UTC(2026, 10, 1, 7, 8, 9);

function warningsWith(remark: string): string[] {
  return listWarnings({
    sessionLostSinceMs: since,
    deliveryWarnings: new Map(deliveryWarnings.map((name) => [name, 12_345])),
    connectors: [{ status: "connected", warning: remark }],
    leftSessions: ["mqtt://old:1883"],
  });
}

describe("a warning of a rule", () => {
  it("is said in the reader's language, whatever it is", () => {
    for (const text of warningsWith(say("noBatches"))) {
      expect(render(<Said text={text} />, "zh-CN")).not.toContain('lang="en"');
      expect(renderWords(<Said text={text} />, "zh-CN")).toMatch(/。$/);
    }
  });

  it("has its time in the reader's zone and its counts grouped", () => {
    const [lost = "", disk = ""] = warningsWith(say("noBatches"));
    expect(renderWords(<Said text={lost} />, "en")).toBe(
      "The MQTT broker lost the session: messages since 2026-11-01 07:08:09 may be missing.",
    );
    expect(render(<Said text={lost} />, "zh-CN")).toContain('<time dateTime="2026-11-01T07:08:09.000Z"');
    expect(renderWords(<Said text={disk} />, "en")).toContain("12,345 messages are stored");
    expect(renderWords(<Said text={disk} />, "zh-CN")).toContain("12,345 条消息已存储");
  });

  it("says around what a broker said, and leaves that as it was said", () => {
    const text = say("brokersFail", { failed: 1, total: 3, why: "connect ECONNREFUSED 10.0.0.7:10911" });
    expect(renderWords(<Said text={text} />, "zh-CN")).toBe(
      "3 个 Broker 中有 1 个失败：connect ECONNREFUSED 10.0.0.7:10911",
    );
    expect(render(<Said text={text} />, "zh-CN")).toMatch(/<span lang="en"[^>]*>connect ECONNREFUSED/);
  });
});

it("a limit of the disk is said in the reader's language with its number", () => {
  const budget = new SpoolBudget({ bytesMax: 2_048 * 2 ** 20, reserveBytes: 0 });
  const text = budget.refusal(2 ** 32)?.message ?? "";
  expect(renderWords(<Said text={text} />, "zh-CN")).toBe("所有落盘空间合计已达到上限 2,048 MiB（SLUICE_SPOOL_MIB）。");
});
