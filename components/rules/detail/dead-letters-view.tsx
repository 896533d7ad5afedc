"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ListFailed, RefreshButton } from "@/components/forms/list-status";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { Toolbar } from "@/components/ui/toolbar";
import type { DeadLetter } from "@/lib/dead-letters/schemas";
import { formatBytes } from "@/lib/format/number";
import { useApiErrorText } from "../use-api-error-text";
import { DeadLetterCause } from "./dead-letter-cause";
import { DeadLetterDrawer } from "./dead-letter-drawer";
import { actOnDeadLetters, type DeadLetterVerb, deadLettersQuery } from "./dead-letter-queries";

type Chosen = readonly number[] | "all";

function useAct(ruleId: string, onDone: () => void) {
  const t = useTranslations("rules.deadLetters");
  const queryClient = useQueryClient();
  const errorText = useApiErrorText();
  return useMutation({
    mutationFn: ({ verb, ids }: { verb: DeadLetterVerb; ids: Chosen }) => actOnDeadLetters(ruleId, verb, ids),
    onSuccess: async ({ count }, { verb }) => {
      toast.success(t(verb === "redrive" ? "redriveDone" : "discardDone", { count }));
      onDone();
      await queryClient.invalidateQueries({ queryKey: ["dead-letters", ruleId] });
    },
    onError: (error) => toast.error(t("failed"), errorText(error)),
  });
}

function useColumns(options: {
  rows: readonly DeadLetter[];
  selected: ReadonlySet<number>;
  onSelect: (selected: ReadonlySet<number>) => void;
  onView: (id: number) => void;
}) {
  const { rows, selected, onSelect, onView } = options;
  const t = useTranslations("rules.deadLetters");
  const locale = useLocale();
  const toggle = (id: number, isChecked: boolean) => {
    const next = new Set(selected);
    if (isChecked) {
      next.add(id);
    } else {
      next.delete(id);
    }
    onSelect(next);
  };
  return [
    {
      id: "select",
      className: "w-10 pr-0",
      header: (
        <Checkbox
          aria-label={t("selectAll")}
          isChecked={rows.length > 0 && rows.every((row) => selected.has(row.id))}
          onCheckedChange={(isChecked) => onSelect(new Set(isChecked ? rows.map((row) => row.id) : []))}
        />
      ),
      cell: (row: DeadLetter) => (
        <Checkbox
          aria-label={t("select", { id: row.id })}
          isChecked={selected.has(row.id)}
          onCheckedChange={(isChecked) => toggle(row.id, isChecked)}
        />
      ),
    },
    { id: "time", header: t("time"), cell: (row: DeadLetter) => <Time value={row.createdAt} /> },
    {
      id: "topic",
      header: t("topic"),
      className: "min-w-40",
      cell: (row: DeadLetter) => <span className="font-mono wrap-anywhere">{row.mqttTopic}</span>,
    },
    {
      id: "cause",
      header: t("cause"),
      className: "min-w-60",
      cell: (row: DeadLetter) => <DeadLetterCause letter={row} />,
    },
    {
      id: "size",
      header: t("size"),
      align: "right" as const,
      cell: (row: DeadLetter) => formatBytes(row.bodyBytes, locale),
    },
    {
      id: "view",
      header: <span className="sr-only">{t("view")}</span>,
      sticky: "right" as const,
      cell: (row: DeadLetter) => (
        <Button variant="text" onClick={() => onView(row.id)}>
          {t("view")}
        </Button>
      ),
    },
  ];
}

/** Messages that RocketMQ can never take, to look at, to send again, or to throw away. */
export function DeadLettersView({ ruleId }: { ruleId: string }) {
  const t = useTranslations("rules.deadLetters");
  const [page, setPage] = useState(1);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const [viewing, setViewing] = useState<number>();
  const [discarding, setDiscarding] = useState<Chosen>();
  const letters = useQuery(deadLettersQuery(ruleId, page));
  const act = useAct(ruleId, () => {
    setSelected(new Set());
    setDiscarding(undefined);
  });
  const rows = letters.data?.items ?? [];
  const columns = useColumns({ rows, selected, onSelect: setSelected, onView: setViewing });
  const chosen: Chosen = selected.size === 0 ? "all" : [...selected];
  const isNone = rows.length === 0;
  return (
    <>
      <p className="mb-3 max-w-200 text-fg-secondary">{t("intro")}</p>
      <Toolbar
        actions={
          <>
            <Button
              isDisabled={isNone}
              isPending={act.isPending}
              onClick={() => act.mutate({ verb: "redrive", ids: chosen })}
            >
              {chosen === "all" ? t("redriveAll") : t("redrive")}
            </Button>
            <Button isDisabled={isNone} onClick={() => setDiscarding(chosen)}>
              {chosen === "all" ? t("discardAll") : t("discard")}
            </Button>
            <RefreshButton query={letters} />
          </>
        }
      />
      <Table
        caption={t("caption")}
        columns={columns}
        rows={rows}
        rowKey={(row) => String(row.id)}
        isLoading={letters.isPending}
        isRefreshing={letters.isFetching && letters.isPlaceholderData}
        empty={
          letters.isError ? (
            <ListFailed query={letters} />
          ) : (
            <EmptyState title={t("empty")} description={t("emptyBody")} />
          )
        }
      />
      {(letters.data?.total ?? 0) > 0 ? (
        <div className="mt-3">
          <Pagination
            page={page}
            pageSize={letters.data?.pageSize ?? 20}
            total={letters.data?.total ?? 0}
            onPageChange={setPage}
          />
        </div>
      ) : null}
      {viewing === undefined ? null : (
        <DeadLetterDrawer ruleId={ruleId} id={viewing} onClose={() => setViewing(undefined)} />
      )}
      <ConfirmDialog
        isOpen={discarding !== undefined}
        onOpenChange={(isOpen) => {
          if (!isOpen) {
            setDiscarding(undefined);
          }
        }}
        title={t("discardTitle")}
        actionLabel={discarding === "all" ? t("discardAll") : t("discard")}
        isPending={act.isPending}
        onConfirm={() => {
          if (discarding !== undefined) {
            act.mutate({ verb: "discard", ids: discarding });
          }
        }}
      >
        {discarding === undefined || discarding === "all"
          ? t("discardAllBody")
          : t("discardBody", { count: discarding.length })}
      </ConfirmDialog>
    </>
  );
}
