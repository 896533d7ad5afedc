import { describe, expect, it } from "vitest";
import { StateReason } from "@/components/rules/state-reason";
import { enMessages } from "@/lib/i18n/messages/en";
import { zhCnMessages } from "@/lib/i18n/messages/zh-cn";
import type { ConnectorState } from "@/server/runtime/flow/contracts";
import { judgeState, type RuleFacts } from "@/server/runtime/rule-state";
import { render, renderWords } from "@/tests/helpers/render-words";

const connected: ConnectorState = { status: "connected" };
const well: RuleFacts = {
  isEnabled: true,
  failure: undefined,
  source: connected,
  sink: connected,
  hasBeenConnected: true,
  isStalled: false,
  spooled: 0,
  storage: undefined,
};

/** The reason of a rule in such a state, as a page shows it. */
function shown(facts: Partial<RuleFacts>, locale: "en" | "zh-CN") {
  const { reason } = judgeState({ ...well, ...facts });
  const text = `${reason?.code}: ${reason?.detail}`;
  return { html: render(<StateReason text={text} />, locale), words: renderWords(<StateReason text={text} />, locale) };
}

describe("the reason of a state", () => {
  it("counts the backlog in the reader's language", () => {
    expect(shown({ spooled: 12_345 }, "en").words).toBe(
      "The backlog is being delivered: 12,345 messages wait on disk.",
    );
    expect(shown({ spooled: 1 }, "en").words).toContain("1 message waits on disk.");
    expect(shown({ spooled: 12_345 }, "zh-CN").words).toBe("正在投递堆积消息：磁盘上有 12,345 条消息等待投递。");
    expect(shown({ spooled: 1 }, "zh-CN").html).not.toContain('lang="en"');
  });

  it("says nothing twice", () => {
    expect(shown({ isStalled: true }, "zh-CN").words).toBe(zhCnMessages.rules.reason.noConfirmation);
    expect(shown({ sink: { status: "connecting" } }, "en").words).toBe(enMessages.rules.reason.sinkConnecting);
    expect(shown({ source: { status: "connecting" } }, "zh-CN").words).toBe(zhCnMessages.rules.reason.sourceConnecting);
  });

  it("keeps what the network said, marked as English", () => {
    const failure = { code: "sinkUnreachable", stage: "send", message: "connect ECONNREFUSED 10.0.0.7:9876" } as const;
    const { html, words } = shown({ sink: { status: "failing", reason: failure } }, "zh-CN");
    expect(words).toBe("无法连接 RocketMQ：connect ECONNREFUSED 10.0.0.7:9876");
    expect(html).toMatch(/<span lang="en"[^>]*>connect ECONNREFUSED/);
  });
});
