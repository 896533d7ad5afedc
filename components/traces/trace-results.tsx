"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ListFailed, type ListQuery } from "@/components/forms/list-status";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import type { TraceSampling } from "@/lib/traces/schemas";
import { SamplingNote } from "./sampling-note";

/** Seconds since the question was asked, while it is being answered. */
function useElapsedSeconds(isRunning: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (!isRunning) {
      return;
    }
    const startedAtMs = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - startedAtMs) / 1_000)), 1_000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return seconds;
}

export interface TraceResultsProps<Row> {
  kind: "messages" | "devices";
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sampling: TraceSampling | undefined;
  query: ListQuery & {
    isLoading: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
}

/** What was found, newest first, with how much of it was recorded and the way to what is older. */
export function TraceResults<Row>({ kind, columns, rows, rowKey, sampling, query }: TraceResultsProps<Row>) {
  const t = useTranslations("traces");
  const seconds = useElapsedSeconds(query.isFetching);
  const found = query.hasNextPage ? t("foundMore", { count: rows.length }) : t("found", { count: rows.length });
  const status = query.isFetching && seconds > 0 ? t("searching", { seconds }) : query.isLoading ? "" : found;
  return (
    <>
      {sampling === undefined ? null : <SamplingNote kind={kind} sampling={sampling} />}
      <p role="status" className="mb-2 min-h-4.5 text-fg-secondary">
        {query.isError ? "" : status}
      </p>
      <Table
        caption={t(`${kind}.caption`)}
        columns={columns}
        rows={query.isError ? [] : rows}
        rowKey={rowKey}
        isLoading={query.isLoading}
        isRefreshing={query.isFetching}
        empty={
          query.isError ? (
            <ListFailed query={query} />
          ) : (
            <EmptyState
              kind={sampling?.seen === 0 ? "none" : "noMatch"}
              title={sampling?.seen === 0 ? t(`${kind}.nothing`) : t(`${kind}.none`)}
              description={t("widen")}
            />
          )
        }
      />
      {query.hasNextPage ? (
        <div className="mt-3" data-print="hide">
          <Button isPending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {t("older")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
