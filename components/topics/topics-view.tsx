"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CreateButton, ListEmpty, ListSearch, ListView } from "@/components/forms/list-view";
import { RuleLinks } from "@/components/forms/rule-links";
import { type FirstPage, type PlainListParams, usePlainListPage } from "@/components/forms/use-list-page";
import { useLiveInstance } from "@/components/live/use-live";
import { LiveCell } from "@/components/rules/live-cell";
import { CopyText } from "@/components/ui/copy-text";
import { RowActions } from "@/components/ui/row-actions";
import type { Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Topic } from "@/lib/instances/schemas";
import { paths } from "@/lib/view/paths";
import type { TopicActions } from "./topic-actions";
import { type OpenedTopic, TopicDialogs } from "./topic-dialogs";
import { listTopicsQuery } from "./topic-queries";

export interface TopicsViewProps {
  regionId: string;
  instanceId: string;
  topicQuota: number;
  topicCount: number;
  first: FirstPage<PlainListParams, Topic>;
  rememberedPageSize: number;
  actions: TopicActions;
}

function useTopicColumns(props: TopicsViewProps, onOpen: (opened: OpenedTopic) => void): Column<Topic>[] {
  const t = useTranslations("topics");
  const tCommon = useTranslations("common");
  const { regionId, instanceId } = props;
  const links = (ruleIds: string[]) =>
    ruleIds.length === 0 ? t("none") : <RuleLinks regionId={regionId} instanceId={instanceId} ruleIds={ruleIds} />;
  return [
    {
      id: "name",
      header: t("column.name"),
      sticky: "left",
      cell: ({ name }) => <CopyText text={name} name={t("topicName")} href={paths.topic(regionId, instanceId, name)} />,
    },
    {
      id: "description",
      header: t("column.description"),
      className: "min-w-40 max-w-80",
      cell: ({ description }) => <span className="break-words">{description === "" ? t("none") : description}</span>,
    },
    {
      id: "outbound",
      header: t("column.outbound"),
      cell: ({ outboundRuleId }) => links(outboundRuleId === undefined ? [] : [outboundRuleId]),
    },
    { id: "inbound", header: t("column.inbound"), cell: ({ inboundRuleIds }) => links(inboundRuleIds) },
    {
      id: "in",
      header: t("column.in"),
      align: "right",
      className: "min-w-18",
      cell: ({ outboundRuleId }) =>
        outboundRuleId === undefined ? t("none") : <LiveCell ruleId={outboundRuleId} figure="in" />,
    },
    { id: "created", header: t("column.created"), cell: ({ createdAt }) => <Time value={createdAt} /> },
    {
      id: "actions",
      header: tCommon("field.actions"),
      sticky: "right",
      cell: (topic) => (
        <RowActions
          rowName={topic.name}
          actions={[
            { id: "details", label: t("action.details"), href: paths.topic(regionId, instanceId, topic.name) },
            { id: "edit", label: t("action.edit"), onSelect: () => onOpen({ kind: "edit", topic }) },
            { id: "publish", label: t("action.publish"), onSelect: () => onOpen({ kind: "publish", topic }) },
            {
              id: "delete",
              label: t("action.delete"),
              isDestructive: true,
              hasSeparator: true,
              onSelect: () => onOpen({ kind: "delete", topic }),
            },
          ]}
        />
      ),
    },
  ];
}

export function TopicsView(props: TopicsViewProps) {
  const t = useTranslations("topics");
  const [opened, setOpened] = useState<OpenedTopic>();
  const list = usePlainListPage((params) => listTopicsQuery(props.instanceId, params), props);
  const columns = useTopicColumns(props, setOpened);
  useLiveInstance(
    props.instanceId,
    (list.query.data?.items ?? []).flatMap(({ outboundRuleId }) => outboundRuleId ?? []),
  );
  const queryClient = useQueryClient();
  const router = useRouter();
  const isFull = props.topicCount >= props.topicQuota;
  const create = (
    <CreateButton
      label={t("create")}
      onClick={() => setOpened({ kind: "create" })}
      disabledReason={isFull ? t("quotaReached", { quota: props.topicQuota }) : undefined}
    />
  );
  return (
    <>
      <ListView
        name="topics"
        list={list}
        caption={t("caption")}
        columns={columns}
        rowKey={(topic) => topic.name}
        create={create}
        aside={
          <span className="text-fg-secondary">{t("quota", { count: props.topicCount, quota: props.topicQuota })}</span>
        }
        filters={<ListSearch label={t("search")} list={list} />}
        empty={
          <ListEmpty
            isFiltered={list.params.q !== ""}
            onClear={() => list.setAddress({ q: null, page: null })}
            noMatch={t("empty.noMatch")}
            title={t("empty.title")}
            description={t("empty.description")}
            action={create}
          />
        }
      />
      <TopicDialogs
        regionId={props.regionId}
        instanceId={props.instanceId}
        opened={opened}
        actions={props.actions}
        onClose={() => setOpened(undefined)}
        onChanged={(_, isDone) => {
          if (isDone) {
            setOpened(undefined);
          }
          void queryClient.invalidateQueries({ queryKey: ["topics", props.instanceId] });
          router.refresh();
        }}
      />
    </>
  );
}
