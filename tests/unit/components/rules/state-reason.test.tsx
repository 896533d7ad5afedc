import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { StateReason } from "@/components/rules/state-reason";
import { enMessages } from "@/lib/i18n/messages/en";
import { zhCnMessages } from "@/lib/i18n/messages/zh-cn";
import type { ConnectorState } from "@/server/runtime/flow/contracts";
import { judgeState, type RuleFacts } from "@/server/runtime/rule-state";

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
function shown(facts: Partial<RuleFacts>, locale: "en" | "zh-CN"): string {
  const { reason } = judgeState({ ...well, ...facts });
  const text = `${reason?.code}: ${reason?.detail}`;
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={locale === "en" ? enMessages : zhCnMessages} timeZone="UTC">
      <StateReason text={text} />
    </NextIntlClientProvider>,
  );
}

function words(html: string): string {
  return html.replace(/<[^>]*>/g, "");
}

describe("the reason of a state", () => {
  it("counts the backlog in the reader's language", () => {
    expect(words(shown({ spooled: 12_345 }, "en"))).toBe(
      "The backlog is being delivered: 12,345 messages wait on disk.",
    );
    expect(words(shown({ spooled: 1 }, "en"))).toContain("1 message waits on disk.");
    expect(words(shown({ spooled: 12_345 }, "zh-CN"))).toBe("正在投递堆积消息：磁盘上有 12,345 条消息等待投递。");
    expect(shown({ spooled: 1 }, "zh-CN")).not.toContain('lang="en"');
  });

  it("says nothing twice", () => {
    expect(shown({ isStalled: true }, "zh-CN")).toBe(zhCnMessages.rules.reason.noConfirmation);
    expect(shown({ sink: { status: "connecting" } }, "en")).toBe(enMessages.rules.reason.sinkConnecting);
    expect(shown({ source: { status: "connecting" } }, "zh-CN")).toBe(zhCnMessages.rules.reason.sourceConnecting);
  });

  it("keeps what the network said, marked as English", () => {
    const failure = { code: "sinkUnreachable", stage: "send", message: "connect ECONNREFUSED 10.0.0.7:9876" } as const;
    const html = shown({ sink: { status: "failing", reason: failure } }, "zh-CN");
    expect(words(html)).toBe("无法连接 RocketMQ：connect ECONNREFUSED 10.0.0.7:9876");
    expect(html).toMatch(/<span lang="en"[^>]*>connect ECONNREFUSED/);
  });
});
