import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RuleCharts } from "@/components/charts/rule-charts";
import { TopicDescription } from "@/components/topics/topic-description";
import { TopicHeaderActions } from "@/components/topics/topic-header-actions";
import { TopicRulesTable } from "@/components/topics/topic-rules-table";
import { Card } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { paths } from "@/lib/view/paths";
import { requireInstance, requireTopic } from "../../../../../page-context";
import { createTopicAction, deleteTopicAction, publishAction, updateTopicAction } from "../actions";

interface TopicPageProps {
  params: Promise<{ region: string; instanceId: string; topic: string }>;
}

export async function generateMetadata({ params }: TopicPageProps): Promise<Metadata> {
  const { region, instanceId, topic } = await params;
  return { title: `${decodeURIComponent(topic)} · ${requireInstance(region, decodeURIComponent(instanceId)).name}` };
}

export default async function TopicPage({ params }: TopicPageProps) {
  const { region, ...names } = await params;
  const instance = requireInstance(region, decodeURIComponent(names.instanceId));
  const { instanceId } = instance;
  const topic = requireTopic(region, instanceId, decodeURIComponent(names.topic));
  const t = await getTranslations("topics");
  const tShell = await getTranslations("shell");
  return (
    <>
      <PageHeader
        title={topic.name}
        crumbs={[
          { label: tShell("instances"), href: paths.instances(region) },
          { label: instance.name, href: paths.instance(region, instanceId) },
          { label: t("title"), href: paths.topics(region, instanceId) },
          { label: topic.name },
        ]}
        actions={
          <TopicHeaderActions
            regionId={region}
            instanceId={instanceId}
            topic={topic}
            actions={{
              create: createTopicAction,
              update: updateTopicAction,
              remove: deleteTopicAction,
              publish: publishAction,
            }}
          />
        }
      />
      <div className="grid gap-4">
        <Card title={t("details.basic")}>
          <KeyValueList
            columns={2}
            items={[
              { id: "name", label: t("details.name"), value: <CopyText text={topic.name} name={t("topicName")} /> },
              {
                id: "description",
                label: t("details.description"),
                value: <TopicDescription instanceId={instanceId} topic={topic} update={updateTopicAction} />,
              },
              { id: "created", label: t("details.created"), value: <Time value={topic.createdAt} /> },
              { id: "updated", label: t("details.updated"), value: <Time value={topic.updatedAt} /> },
            ]}
          />
        </Card>
        <Card title={t("details.rules")} isFlush>
          <TopicRulesTable regionId={region} instanceId={instanceId} topic={topic} />
        </Card>
        {topic.outboundRuleId === undefined ? null : (
          <Card title={t("details.live", { ruleId: topic.outboundRuleId })}>
            <RuleCharts ruleId={topic.outboundRuleId} instanceId={instanceId} />
          </Card>
        )}
      </div>
    </>
  );
}
