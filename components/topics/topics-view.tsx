"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { ListFailed, RefreshButton, StaleNotice } from "@/components/forms/list-status";
import { RuleLinks } from "@/components/forms/rule-links";
import { usePaging } from "@/components/forms/use-list-state";
import { usePageGuard } from "@/components/forms/use-page-guard";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { RowActions } from "@/components/ui/row-actions";
import { SearchInput } from "@/components/ui/search-input";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { Toolbar } from "@/components/ui/toolbar";
import type { Topic } from "@/lib/instances/schemas";
import type { Page } from "@/lib/pages";
import { isSameParams } from "@/lib/view/is-same-params";
import { plainListParams, toPageSize } from "@/lib/view/list-params";
import { paths } from "@/lib/view/paths";
import type { TopicActions } from "./topic-actions";
import { type OpenedTopic, TopicDialogs } from "./topic-dialogs";
import { listTopicsQuery, type PlainListParams } from "./topic-queries";

export interface TopicsViewProps {
  regionId: string;
  instanceId: string;
  topicQuota: number;
  topicCount: number;
  first: { params: PlainListParams; data: Page<Topic>; atMs: number };
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

function useTopicList({ instanceId, first, rememberedPageSize }: TopicsViewProps) {
  const [address, setAddress] = useQueryStates(plainListParams);
  const params = { q: address.q, page: address.page, pageSize: toPageSize(address.size, rememberedPageSize) };
  const query = useQuery({
    ...listTopicsQuery(instanceId, params),
    ...(isSameParams(params, first.params) ? { initialData: first.data, initialDataUpdatedAt: first.atMs } : {}),
  });
  const paging = usePaging(setAddress);
  usePageGuard(query.data, params.page, paging.onPageChange);
  return { params, setAddress, query, paging };
}

export function TopicsView(props: TopicsViewProps) {
  const t = useTranslations("topics");
  const tCommon = useTranslations("common");
  const [opened, setOpened] = useState<OpenedTopic>();
  const { params, setAddress, query, paging } = useTopicList(props);
  const columns = useTopicColumns(props, setOpened);
  const queryClient = useQueryClient();
  const router = useRouter();
  const isFull = props.topicCount >= props.topicQuota;
  const createButton = (
    <Button
      variant="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setOpened({ kind: "create" })}
      disabledReason={isFull ? t("quotaReached", { quota: props.topicQuota }) : undefined}
    >
      {t("create")}
    </Button>
  );
  const empty =
    params.q === "" ? (
      <EmptyState title={t("empty.title")} description={t("empty.description")} action={createButton} />
    ) : (
      <EmptyState
        kind="noMatch"
        title={t("empty.noMatch")}
        action={<Button onClick={() => setAddress({ q: null, page: null })}>{tCommon("clearFilters")}</Button>}
      />
    );
  return (
    <>
      <Toolbar
        actions={
          <>
            {createButton}
            <RefreshButton query={query} />
            <span className="text-fg-secondary">
              {t("quota", { count: props.topicCount, quota: props.topicQuota })}
            </span>
          </>
        }
        filters={
          <SearchInput
            label={t("search")}
            value={params.q}
            onSearch={(q) => setAddress({ q: q || null, page: null })}
          />
        }
      />
      <StaleNotice query={query} />
      <Table
        caption={t("caption")}
        columns={columns}
        rows={query.data?.items ?? []}
        rowKey={(topic) => topic.name}
        isLoading={query.isPending}
        isRefreshing={query.isFetching}
        empty={query.isError && query.data === undefined ? <ListFailed query={query} /> : empty}
      />
      <div className="mt-4">
        <Pagination page={params.page} pageSize={params.pageSize} total={query.data?.total ?? 0} {...paging} />
      </div>
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
