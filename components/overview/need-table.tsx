"use client";

import { useLocale, useTranslations } from "next-intl";
import { StateReason } from "@/components/rules/state-reason";
import { stateTones } from "@/components/rules/state-tone";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { StatusDot } from "@/components/ui/status-dot";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format/number";
import type { Overview, RuleInNeed } from "@/lib/overview/schemas";
import { paths } from "@/lib/view/paths";

/** Rules that do not run though somebody wants them to: the worst first, with why and since when. */
export function NeedTable({ overview }: { overview: Overview }) {
  const t = useTranslations("overview.need");
  const tState = useTranslations("common.state");
  const locale = useLocale();
  const { inNeed, inNeedTotal, rules } = overview;
  return (
    <Card title={t("title")} isFlush>
      <Table
        caption={t("caption")}
        rows={inNeed}
        rowKey={(rule: RuleInNeed) => rule.ruleId}
        columns={[
          {
            id: "rule",
            header: t("rule"),
            sticky: "left",
            cell: (rule) => (
              <Link
                href={paths.rule(rule.regionId, rule.instanceId, rule.ruleId)}
                className="inline-flex min-h-6 items-center font-mono wrap-break-word"
              >
                {rule.ruleId}
              </Link>
            ),
          },
          {
            id: "instance",
            header: t("instance"),
            cell: (rule) => (
              <Link
                href={paths.instance(rule.regionId, rule.instanceId)}
                className="inline-flex min-h-6 items-center wrap-break-word"
              >
                {rule.instanceName}
              </Link>
            ),
          },
          {
            id: "state",
            header: t("state"),
            cell: ({ state }) => <StatusDot tone={stateTones[state]}>{tState(state)}</StatusDot>,
          },
          {
            id: "reason",
            header: t("reason"),
            className: "w-full min-w-60",
            cell: ({ stateReason }) => (
              <span className="break-words">{stateReason ? <StateReason text={stateReason} /> : t("noReason")}</span>
            ),
          },
          { id: "since", header: t("since"), cell: ({ stateSince }) => <Time value={stateSince} /> },
          {
            id: "backlog",
            header: t("backlog"),
            align: "right",
            cell: ({ backlog }) => formatCount(backlog, locale),
          },
        ]}
        empty={
          <EmptyState
            title={t(rules.total === 0 ? "noRules" : "none")}
            description={rules.total === 0 ? t("noRulesBody") : undefined}
          />
        }
      />
      {inNeedTotal > inNeed.length ? (
        <p className="p-4 text-fg-secondary">{t("more", { count: inNeedTotal - inNeed.length })}</p>
      ) : null}
    </Card>
  );
}
