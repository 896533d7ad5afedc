"use client";

import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyText } from "@/components/ui/copy-text";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import type { Topic } from "@/lib/instances/schemas";
import type { RuleType } from "@/lib/rules/schemas";
import { paths } from "@/lib/view/paths";

interface TopicRule {
  ruleId: string;
  type: RuleType;
}

export interface TopicRulesTableProps {
  regionId: string;
  instanceId: string;
  topic: Topic;
}

export function TopicRulesTable({ regionId, instanceId, topic }: TopicRulesTableProps) {
  const t = useTranslations("topics.details");
  const tCommon = useTranslations("common");
  const rules: TopicRule[] = [
    ...(topic.outboundRuleId === undefined ? [] : [{ ruleId: topic.outboundRuleId, type: "dataOutbound" as const }]),
    ...topic.inboundRuleIds.map((ruleId) => ({ ruleId, type: "dataInbound" as const })),
  ];
  const columns: Column<TopicRule>[] = [
    {
      id: "ruleId",
      header: t("ruleId"),
      cell: ({ ruleId }) => (
        <CopyText text={ruleId} name={t("ruleId")} href={paths.rule(regionId, instanceId, ruleId)} />
      ),
    },
    { id: "type", header: t("direction"), className: "w-full", cell: ({ type }) => tCommon(`ruleType.${type}`) },
  ];
  return (
    <Table
      caption={t("rulesCaption", { name: topic.name })}
      columns={columns}
      rows={rules}
      rowKey={({ ruleId }) => ruleId}
      empty={
        <EmptyState
          title={t("noRules")}
          action={<ButtonLink href={paths.createRule(regionId, instanceId)}>{t("createRule")}</ButtonLink>}
        />
      }
    />
  );
}
