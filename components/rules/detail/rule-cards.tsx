"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useBrowseHref } from "@/components/rocketmq/use-browse-href";
import { Card } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Rule } from "@/lib/rules/schemas";
import { paths } from "@/lib/view/paths";
import { rocketmqInstancesQuery } from "../rule-queries";

interface RuleCardsProps {
  rule: Rule;
  regionId: string;
  instanceName: string;
}

function BasicCard({ rule }: { rule: Rule }) {
  const t = useTranslations("rules.wizard");
  const tDetail = useTranslations("rules.detail");
  const tList = useTranslations("rules.list");
  const tCommon = useTranslations("common");
  return (
    <Card title={tDetail("basic")}>
      <KeyValueList
        columns={1}
        items={[
          { id: "id", label: t("ruleId"), value: <CopyText text={rule.ruleId} name={tList("ruleIdName")} /> },
          { id: "description", label: t("description"), value: rule.description || tCommon("none") },
          { id: "status", label: t("status"), value: tList(rule.status) },
          { id: "type", label: t("type"), value: tCommon(`ruleType.${rule.type}`) },
          { id: "created", label: tDetail("created"), value: <Time value={rule.createdAt} /> },
          { id: "updated", label: tDetail("updated"), value: <Time value={rule.updatedAt} /> },
        ]}
      />
    </Card>
  );
}

function SourceCard({ rule, regionId, instanceName }: RuleCardsProps) {
  const t = useTranslations("rules.wizard");
  const tDetail = useTranslations("rules.detail");
  const topic = rule.source.topic ?? rule.source.groupId ?? "";
  return (
    <Card title={tDetail("source")}>
      <KeyValueList
        columns={1}
        items={[
          {
            id: "instance",
            label: tDetail("mqttInstance"),
            value: <Link href={paths.instance(regionId, rule.instanceId)}>{instanceName}</Link>,
          },
          {
            id: "topic",
            label: t("sourceTopic"),
            value: (
              <Link href={paths.topic(regionId, rule.instanceId, topic)} className="font-mono">
                {topic}
              </Link>
            ),
          },
          { id: "filter", label: tDetail("forwards"), value: tDetail("forwardsAll", { topic }) },
        ]}
      />
    </Card>
  );
}

function DestinationCard({ rule, regionId }: RuleCardsProps) {
  const t = useTranslations("rules.wizard");
  const tDetail = useTranslations("rules.detail");
  const instances = useQuery(rocketmqInstancesQuery());
  const instanceId = rule.destination.rocketmqInstanceId ?? "";
  const name = instances.data?.items.find((instance) => instance.instanceId === instanceId)?.name ?? instanceId;
  const href = paths.rocketmqInstance(regionId, instanceId);
  const topic = rule.destination.topic ?? "";
  const browseHref = useBrowseHref(regionId)(instanceId, topic);
  return (
    <Card title={tDetail("destination")}>
      <KeyValueList
        columns={1}
        items={[
          { id: "service", label: t("destinationService"), value: t("service.rocketmq") },
          { id: "instance", label: t("rocketmqInstance"), value: <Link href={href}>{name}</Link> },
          {
            id: "topic",
            label: t("rocketmqTopic"),
            value:
              browseHref === undefined ? (
                <span className="font-mono wrap-anywhere">{topic}</span>
              ) : (
                <Link href={browseHref} className="font-mono wrap-anywhere">
                  {topic}
                </Link>
              ),
          },
          { id: "guarantee", label: tDetail("guarantee"), value: tDetail("guaranteeValue") },
        ]}
      />
    </Card>
  );
}

/** Three cards that mirror the three steps of the wizard. */
export function RuleCards(props: RuleCardsProps) {
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      <BasicCard rule={props.rule} />
      <SourceCard {...props} />
      <DestinationCard {...props} />
    </div>
  );
}
