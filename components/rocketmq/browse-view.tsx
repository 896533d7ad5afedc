"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { ListFailed } from "@/components/forms/list-status";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { formatBytes } from "@/lib/format/number";
import type { BrowsedMessage, RocketmqInstance } from "@/lib/rocketmq/schemas";
import { BrowseForm } from "./browse-form";
import { type BrowseAddress, browseAddress, isComplete, toBrowseParams } from "./browse-params";
import { rowKey } from "./merge-tail";
import { MessageDrawer } from "./message-drawer";
import { browseQuery } from "./rocketmq-queries";
import { TailView } from "./tail-view";

function useMessageColumns(onOpen: (message: BrowsedMessage) => void): Column<BrowsedMessage>[] {
  const t = useTranslations("rocketmq.browse");
  const tCommon = useTranslations("common");
  const locale = useLocale();
  return [
    {
      id: "messageId",
      header: t("column.messageId"),
      sticky: "left",
      cell: ({ messageId }) => <CopyText text={messageId} name={t("messageId")} />,
    },
    {
      id: "queue",
      header: t("column.queue"),
      cell: ({ queueId, queueOffset, brokerName }) => (
        <span className="whitespace-nowrap tabular-nums">
          {brokerName} · {queueId} · {queueOffset}
        </span>
      ),
    },
    { id: "tags", header: t("column.tags"), cell: ({ tags }) => tags ?? "–" },
    {
      id: "keys",
      header: t("column.keys"),
      className: "max-w-48",
      cell: ({ keys }) => <span className="wrap-anywhere">{keys ?? "–"}</span>,
    },
    { id: "stored", header: t("column.stored"), cell: ({ storedAt }) => <Time value={storedAt} /> },
    {
      id: "size",
      header: t("column.size"),
      align: "right",
      cell: ({ bodyBytes }) => <span className="whitespace-nowrap">{formatBytes(bodyBytes, locale)}</span>,
    },
    {
      id: "actions",
      header: tCommon("field.actions"),
      sticky: "right",
      cell: (message) => (
        <Button variant="text" onClick={() => onOpen(message)}>
          {t("open")}
        </Button>
      ),
    },
  ];
}

/** Reads messages of the cluster without consuming them. */
export function BrowseView({ instance }: { instance: RocketmqInstance }) {
  const t = useTranslations("rocketmq.browse");
  const [address, setAddress] = useQueryStates(browseAddress, { history: "push" });
  const [opened, setOpened] = useState<BrowsedMessage>();
  const [isTailing, setIsTailing] = useState(false);
  const tTail = useTranslations("rocketmq.tail");
  const queryClient = useQueryClient();
  const options = browseQuery(instance.instanceId, address.topic, toBrowseParams(address));
  const query = useQuery({ ...options, enabled: isComplete(address) && !isTailing });
  const columns = useMessageColumns(setOpened);
  function handleRun(next: BrowseAddress) {
    setIsTailing(false);
    void setAddress(next);
    void queryClient.invalidateQueries({ queryKey: ["rocketmq-messages", instance.instanceId] });
  }
  return (
    <>
      <BrowseForm
        key={JSON.stringify(address)}
        instanceId={instance.instanceId}
        address={address}
        isFetching={query.isFetching}
        onRun={handleRun}
        onCancel={() => void queryClient.cancelQueries({ queryKey: options.queryKey })}
      />
      {isTailing && address.topic !== "" ? (
        <TailView
          instanceId={instance.instanceId}
          topic={address.topic}
          columns={columns}
          onClose={() => setIsTailing(false)}
        />
      ) : isComplete(address) ? (
        <>
          <div className="mb-2 flex flex-wrap items-center gap-3">
            <Button onClick={() => setIsTailing(true)}>{tTail("start")}</Button>
            <p role="status" className="text-fg-secondary">
              {query.data === undefined ? "" : t("found", { count: query.data.items.length })}
            </p>
          </div>
          <Table
            caption={t("caption")}
            columns={columns}
            rows={query.data?.items ?? []}
            rowKey={rowKey}
            isLoading={query.isLoading}
            isRefreshing={query.isFetching}
            empty={query.isError ? <ListFailed query={query} /> : <EmptyState kind="noMatch" title={t("none")} />}
          />
        </>
      ) : (
        <EmptyState title={t("choose")} />
      )}
      {opened === undefined ? null : <MessageDrawer message={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}
