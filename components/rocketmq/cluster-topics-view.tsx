"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { DeleteDialog } from "@/components/forms/delete-dialog";
import { ListFailed, RefreshButton, StaleNotice } from "@/components/forms/list-status";
import { usePaging } from "@/components/forms/use-list-state";
import { usePageGuard } from "@/components/forms/use-page-guard";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { RowActions } from "@/components/ui/row-actions";
import { SearchInput } from "@/components/ui/search-input";
import { type Column, Table } from "@/components/ui/table";
import { Toolbar } from "@/components/ui/toolbar";
import type { RocketmqInstance, RocketmqTopic } from "@/lib/rocketmq/schemas";
import { plainListParams, toPageSize } from "@/lib/view/list-params";
import { paths } from "@/lib/view/paths";
import { queryString } from "@/lib/view/query-string";
import { ClusterTopicDrawer } from "./cluster-topic-drawer";
import type { ClusterTopicActions } from "./rocketmq-actions";
import { listClusterTopicsQuery } from "./rocketmq-queries";

// Not every endpoint tells offsets; columns of dashes would only take room.
const offsetColumns = new Set(["offsets", "messages"]);

export interface ClusterTopicsViewProps {
  instance: RocketmqInstance;
  rememberedPageSize: number;
  actions: ClusterTopicActions;
}

function useTopicColumns(
  instance: RocketmqInstance,
  onDelete: (topic: RocketmqTopic) => void,
): Column<RocketmqTopic>[] {
  const t = useTranslations("rocketmq.topic");
  const tCommon = useTranslations("common");
  const format = useFormatter();
  const base = paths.rocketmqInstance(instance.regionId, instance.instanceId);
  const browseHref = (topic: string) => `${base}?${queryString({ tab: "messages", topic })}`;
  return [
    {
      id: "name",
      header: t("name"),
      sticky: "left",
      cell: ({ name }) => <CopyText text={name} name={t("topicName")} href={browseHref(name)} />,
    },
    {
      id: "type",
      header: t("type"),
      cell: ({ messageType }) => <span className="whitespace-nowrap">{t(`messageType.${messageType}`)}</span>,
    },
    { id: "queues", header: t("queues"), align: "right", cell: ({ queueCount }) => queueCount },
    { id: "brokers", header: t("brokers"), cell: ({ brokers }) => brokers.join(", ") || t("unknown") },
    {
      id: "offsets",
      header: t("offsets"),
      align: "right",
      cell: ({ minOffset, maxOffset }) =>
        minOffset === undefined || maxOffset === undefined ? (
          t("unknown")
        ) : (
          <span className="whitespace-nowrap">{t("offsetRange", { min: minOffset, max: maxOffset })}</span>
        ),
    },
    {
      id: "messages",
      header: t("messages"),
      align: "right",
      cell: ({ messageCount }) => (messageCount === undefined ? t("unknown") : format.number(messageCount)),
    },
    {
      id: "actions",
      header: tCommon("field.actions"),
      sticky: "right",
      cell: (topic) => (
        <RowActions
          rowName={topic.name}
          actions={[
            { id: "browse", label: t("browse"), href: browseHref(topic.name) },
            { id: "delete", label: t("delete"), onSelect: () => onDelete(topic) },
          ]}
        />
      ),
    },
  ];
}

export function ClusterTopicsView({ instance, rememberedPageSize, actions }: ClusterTopicsViewProps) {
  const t = useTranslations("rocketmq.topic");
  const tCommon = useTranslations("common");
  const [address, setAddress] = useQueryStates(plainListParams);
  const [isCreating, setIsCreating] = useState(false);
  const [deleting, setDeleting] = useState<RocketmqTopic>();
  const params = { q: address.q, page: address.page, pageSize: toPageSize(address.size, rememberedPageSize) };
  const query = useQuery(listClusterTopicsQuery(instance.instanceId, params));
  const paging = usePaging(setAddress);
  usePageGuard(query.data, params.page, paging.onPageChange);
  const queryClient = useQueryClient();
  const columns = useTopicColumns(instance, setDeleting);
  const hasOffsets = query.data?.items.some(({ maxOffset }) => maxOffset !== undefined) ?? false;
  function handleChanged() {
    setIsCreating(false);
    setDeleting(undefined);
    void queryClient.invalidateQueries({ queryKey: ["rocketmq-topics", instance.instanceId] });
  }
  const createButton = (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setIsCreating(true)}>
      {t("create")}
    </Button>
  );
  const empty =
    params.q === "" ? (
      <EmptyState title={t("empty")} description={t("emptyHint")} action={createButton} />
    ) : (
      <EmptyState
        kind="noMatch"
        title={t("noMatch")}
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
        columns={hasOffsets ? columns : columns.filter(({ id }) => !offsetColumns.has(id))}
        rows={query.data?.items ?? []}
        rowKey={(topic) => topic.name}
        isLoading={query.isPending}
        isRefreshing={query.isFetching}
        empty={query.isError && query.data === undefined ? <ListFailed query={query} /> : empty}
      />
      <div className="mt-4">
        <Pagination page={params.page} pageSize={params.pageSize} total={query.data?.total ?? 0} {...paging} />
      </div>
      {isCreating ? (
        <ClusterTopicDrawer
          instance={instance}
          create={actions.create}
          onClose={() => setIsCreating(false)}
          onSaved={handleChanged}
        />
      ) : null}
      {deleting === undefined ? null : (
        <DeleteDialog
          title={t("deleteTitle")}
          action={actions.remove}
          input={{ instanceId: instance.instanceId, topic: deleting.name }}
          doneText={t("deleted", { name: deleting.name })}
          typeToConfirm={deleting.name}
          onClose={() => setDeleting(undefined)}
          onDeleted={handleChanged}
        >
          {t.rich("deleteBody", { name: deleting.name, b: (text) => <b className="break-all">{text}</b> })}
        </DeleteDialog>
      )}
    </>
  );
}
