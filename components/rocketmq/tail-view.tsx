"use client";

import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ListFailed } from "@/components/forms/list-status";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import type { BrowsedMessage } from "@/lib/rocketmq/schemas";
import { rowKey, tailRowsMax } from "./merge-tail";
import { tailIntervalMs, useTail } from "./use-tail";

export interface TailViewProps {
  instanceId: string;
  topic: string;
  columns: readonly Column<BrowsedMessage>[];
  onClose: () => void;
}

/** New messages of a topic as they come; pausing keeps what is in view. */
export function TailView({ instanceId, topic, columns, onClose }: TailViewProps) {
  const t = useTranslations("rocketmq.tail");
  const [isRunning, setIsRunning] = useState(true);
  const tBrowse = useTranslations("rocketmq.browse");
  const { tail, query, clear } = useTail(instanceId, topic, isRunning);
  return (
    <section aria-label={t("title", { topic })}>
      <div className="mb-2 flex flex-wrap items-center gap-2" data-print="hide">
        <Button
          icon={isRunning ? <Pause aria-hidden className="size-3.5" /> : <Play aria-hidden className="size-3.5" />}
          aria-pressed={!isRunning}
          onClick={() => setIsRunning(!isRunning)}
        >
          {t(isRunning ? "pause" : "resume")}
        </Button>
        <Button onClick={clear}>{t("clear")}</Button>
        <Button onClick={onClose}>{t("close")}</Button>
        <span role="status" className="text-fg-secondary">
          {t(isRunning ? "running" : "paused", { seconds: tailIntervalMs / 1_000, max: tailRowsMax })}
        </span>
      </div>
      {tail.missed > 0 ? (
        <p className="mb-2 text-warning-fg">{t("missed", { count: tail.missed, seconds: tailIntervalMs / 1_000 })}</p>
      ) : null}
      <Table
        caption={tBrowse("caption")}
        columns={columns}
        rows={tail.rows}
        rowKey={rowKey}
        isLoading={query.isLoading && isRunning}
        empty={query.isError ? <ListFailed query={query} /> : <EmptyState title={t("empty")} />}
      />
    </section>
  );
}
