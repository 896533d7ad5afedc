"use client";

import { useTranslations } from "next-intl";
import { StatusDot } from "@/components/ui/status-dot";
import { Time } from "@/components/ui/time";
import { Tooltip } from "@/components/ui/tooltip";
import type { Rule } from "@/lib/rules/schemas";
import { StateReason } from "./state-reason";
import { stateTones } from "./state-tone";

/** Of a stopped rule the switch beside it says all. */
function shownReason({ state, stateReason }: Rule): string | undefined {
  return state === "stopped" || stateReason === "" ? undefined : stateReason;
}

/** What the rule is really doing; the reason is in the tooltip. */
export function RuleState({ rule }: { rule: Rule }) {
  const tCommon = useTranslations("common.state");
  const reason = shownReason(rule);
  const dot = <StatusDot tone={stateTones[rule.state]}>{tCommon(rule.state)}</StatusDot>;
  return reason === undefined ? (
    dot
  ) : (
    <Tooltip content={<StateReason text={reason} />}>
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
  const reason = shownReason(rule);
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <StatusDot tone={stateTones[rule.state]} className="font-medium">
        {tCommon(rule.state)}
      </StatusDot>
      {reason === undefined ? null : (
        <span className="break-words">
          <StateReason text={reason} />
        </span>
      )}
      <span className="text-fg-help">
        {t("since")} <Time value={rule.stateSince} />
      </span>
    </span>
  );
}
