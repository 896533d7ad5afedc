"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ListFailed, RefreshButton } from "@/components/forms/list-status";
import { usePageGuard } from "@/components/forms/use-page-guard";
import { usePageNumber } from "@/components/forms/use-page-number";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Table } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { Toolbar } from "@/components/ui/toolbar";
import { useApiErrorText } from "../use-api-error-text";
import { useDeadLetterColumns } from "./dead-letter-columns";
import { DeadLetterDrawer } from "./dead-letter-drawer";
import { actOnDeadLetters, type ChosenLetters, type DeadLettersRequest, deadLettersQuery } from "./dead-letter-queries";
import { RedriveDialog } from "./redrive-dialog";

function useAct(ruleId: string, onDone: () => void) {
  const t = useTranslations("rules.deadLetters");
  const queryClient = useQueryClient();
  const errorText = useApiErrorText();
  return useMutation({
    mutationFn: (request: DeadLettersRequest) => actOnDeadLetters(ruleId, request),
    onSuccess: async ({ count }, { verb }) => {
      toast.success(t(verb === "redrive" ? "redriveDone" : "discardDone", { count }));
      onDone();
      await queryClient.invalidateQueries({ queryKey: ["dead-letters", ruleId] });
    },
    onError: (error) => toast.error(t("failed"), errorText(error)),
  });
}

/** Messages that RocketMQ can never take, to look at, to send again, or to throw away. */
export function DeadLettersView({ ruleId }: { ruleId: string }) {
  const t = useTranslations("rules.deadLetters");
  const [page, setPage] = usePageNumber();
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const [viewing, setViewing] = useState<number>();
  const [discarding, setDiscarding] = useState<ChosenLetters>();
  const [redriving, setRedriving] = useState<ChosenLetters>();
  const letters = useQuery(deadLettersQuery(ruleId, page));
  usePageGuard(letters.data, page, setPage);
  const act = useAct(ruleId, () => {
    setSelected(new Set());
    setDiscarding(undefined);
    setRedriving(undefined);
  });
  const rows = letters.data?.items ?? [];
  const columns = useDeadLetterColumns({ rows, selected, onSelect: setSelected, onView: setViewing });
  const chosen: ChosenLetters = selected.size === 0 ? "all" : [...selected];
  const isNone = (letters.data?.total ?? 0) === 0;
  return (
    <>
      <p className="mb-3 max-w-200 text-fg-secondary">{t("intro")}</p>
      <Toolbar
        actions={
          <>
            <Button isDisabled={isNone} onClick={() => setRedriving(chosen)}>
              {chosen === "all" ? t("redriveAll") : t("redriveSelected", { count: chosen.length })}
            </Button>
            <Button isDisabled={isNone} onClick={() => setDiscarding(chosen)}>
              {chosen === "all" ? t("discardAll") : t("discardSelected", { count: chosen.length })}
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
        <DeadLetterDrawer
          ruleId={ruleId}
          id={viewing}
          onClose={() => setViewing(undefined)}
          onRedrive={() => {
            setViewing(undefined);
            setRedriving([viewing]);
          }}
          onDiscard={() => {
            setViewing(undefined);
            setDiscarding([viewing]);
          }}
        />
      )}
      {redriving === undefined ? null : (
        <RedriveDialog
          ids={redriving}
          isPending={act.isPending}
          onClose={() => setRedriving(undefined)}
          onRedrive={(ratePerSecond) => act.mutate({ verb: "redrive", ids: redriving, ratePerSecond })}
        />
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
