"use client";

import { useTranslations } from "next-intl";
import { StatusDot } from "@/components/ui/status-dot";
import { Time } from "@/components/ui/time";
import { Tooltip } from "@/components/ui/tooltip";
import type { Rule } from "@/lib/rules/schemas";
import { parseStateReason } from "./parse-state-reason";
import { stateTones } from "./state-tone";

export function useStateReason(): (rule: Rule) => string | undefined {
  const t = useTranslations("rules");
  return (rule) => {
    if (rule.stateReason === undefined || rule.stateReason === "") {
      return undefined;
    }
    const { code, detail } = parseStateReason(rule.stateReason);
    return t("refusal.sentence", { text: `${t(`reason.${code}`)}${detail === "" ? "" : ":"}`, detail }).trim();
  };
}

/** What the rule is really doing; the reason is in the tooltip. */
export function RuleState({ rule }: { rule: Rule }) {
  const tCommon = useTranslations("common.state");
  const text = useStateReason()(rule);
  // Of a stopped rule the switch beside it says all.
  const reason = rule.state === "stopped" ? undefined : text;
  const dot = <StatusDot tone={stateTones[rule.state]}>{tCommon(rule.state)}</StatusDot>;
  return reason === undefined ? (
    dot
  ) : (
    <Tooltip content={reason}>
      <button type="button" className="inline-flex min-h-6 items-center underline decoration-dotted underline-offset-4">
        {dot}
      </button>
    </Tooltip>
  );
}

/** The same with the reason and since when written out. */
export function RuleStateLine({ rule }: { rule: Rule }) {
  const t = useTranslations("rules.detail");
  const tCommon = useTranslations("common.state");
  const reason = useStateReason()(rule);
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <StatusDot tone={stateTones[rule.state]} className="font-medium">
        {tCommon(rule.state)}
      </StatusDot>
      {reason === undefined || rule.state === "stopped" ? null : <span className="break-words">{reason}</span>}
      <span className="text-fg-help">
        {t("since")} <Time value={rule.stateSince} />
      </span>
    </span>
  );
}
