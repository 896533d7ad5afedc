"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { DeleteDialog } from "@/components/forms/delete-dialog";
import { CreateButton, ListEmpty, ListSearch, ListView } from "@/components/forms/list-view";
import { usePlainListPage } from "@/components/forms/use-list-page";
import { CopyText } from "@/components/ui/copy-text";
import { RowActions } from "@/components/ui/row-actions";
import type { Column } from "@/components/ui/table";
import type { RocketmqInstance, RocketmqTopic } from "@/lib/rocketmq/schemas";
import { paths } from "@/lib/view/paths";
import { ClusterTopicDrawer } from "./cluster-topic-drawer";
import type { ClusterTopicActions } from "./rocketmq-actions";
import { listClusterTopicsQuery } from "./rocketmq-queries";

// Not every endpoint tells offsets; columns of dashes would only take room.
const offsetColumns = new Set(["offsets", "messages"]);

/** Message types came with RocketMQ 5: a 4.x broker has nowhere to write them. */
const keepsNoType = ({ detectedVersion }: RocketmqInstance) => detectedVersion?.startsWith("V4") === true;

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
  const browseHref = (topic: string) => paths.browse(instance.regionId, instance.instanceId, topic);
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
      cell: ({ messageType }) => (
        <span className="whitespace-nowrap">
          {t(`messageType.${messageType === "UNSPECIFIED" && keepsNoType(instance) ? "notKept" : messageType}`)}
        </span>
      ),
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
  const [isCreating, setIsCreating] = useState(false);
  const [deleting, setDeleting] = useState<RocketmqTopic>();
  const list = usePlainListPage((params) => listClusterTopicsQuery(instance.instanceId, params), {
    rememberedPageSize,
  });
  const queryClient = useQueryClient();
  const columns = useTopicColumns(instance, setDeleting);
  const hasOffsets = list.query.data?.items.some(({ maxOffset }) => maxOffset !== undefined) ?? false;
  function handleChanged() {
    setIsCreating(false);
    setDeleting(undefined);
    void queryClient.invalidateQueries({ queryKey: ["rocketmq-topics", instance.instanceId] });
  }
  const create = <CreateButton label={t("create")} onClick={() => setIsCreating(true)} />;
  return (
    <>
      <ListView
        name="clusterTopics"
        list={list}
        caption={t("caption")}
        columns={hasOffsets ? columns : columns.filter(({ id }) => !offsetColumns.has(id))}
        rowKey={(topic) => topic.name}
        create={create}
        filters={<ListSearch label={t("search")} list={list} />}
        empty={
          <ListEmpty
            isFiltered={list.params.q !== ""}
            onClear={() => list.setAddress({ q: null, page: null })}
            noMatch={t("noMatch")}
            title={t("empty")}
            description={t("emptyHint")}
            action={create}
          />
        }
      />
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
          {t.rich("deleteBody", { name: deleting.name, b: (text) => <b className="wrap-anywhere">{text}</b> })}
        </DeleteDialog>
      )}
    </>
  );
}
