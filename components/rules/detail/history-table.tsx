"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useAuditWords } from "@/components/audit/use-audit-words";
import { ListFailed } from "@/components/forms/list-status";
import { usePageNumber } from "@/components/forms/use-page-number";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { AuditEvent } from "@/lib/audit/schemas";
import { queryString } from "@/lib/view/query-string";
import { apiRequest } from "../api-request";
import { useChangeWords } from "../use-change-words";
import { historyChanges } from "./history-changes";

const AuditPage = z.object({
  items: z.array(AuditEvent),
  page: z.number(),
  pageSize: z.number(),
  total: z.number(),
});

function Changes({ event }: { event: AuditEvent }) {
  const t = useTranslations("rules.history");
  const words = useChangeWords();
  const changes = historyChanges(event.before, event.after);
  const count = event.after?.["count"];
  if (event.action.endsWith("DeadLetters") && typeof count === "number") {
    return t("letters", { count });
  }
  if (event.action === "rule.create" || changes.length === 0) {
    return t("nothing");
  }
  const show = (field: string, value: unknown) => words.value(field, value === null ? undefined : String(value ?? ""));
  return (
    <ul>
      {changes.map(({ field, from, to }) => (
        <li key={field} className="wrap-anywhere">
          {t("fromTo", { field: words.field(field), from: show(field, from), to: show(field, to) })}
        </li>
      ))}
    </ul>
  );
}

/** Who changed what of this rule, newest first. */
export function HistoryTable({ ruleId }: { ruleId: string }) {
  const t = useTranslations("rules.history");
  const words = useAuditWords();
  const [page, setPage] = usePageNumber();
  const events = useQuery({
    queryKey: ["audit-events", "rule", ruleId, page],
    queryFn: ({ signal }) =>
      apiRequest(`/audit-events?${queryString({ entityType: "rule", entityId: ruleId, page })}`, AuditPage, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Table
        caption={t("caption")}
        columns={[
          { id: "when", header: t("when"), className: "w-44", cell: (event) => <Time value={event.at} /> },
          { id: "who", header: t("who"), className: "w-36", cell: (event) => words.actor(event.actor) },
          { id: "what", header: t("what"), className: "w-36", cell: (event) => words.action(event.action) },
          { id: "change", header: t("change"), cell: (event) => <Changes event={event} /> },
        ]}
        rows={events.data?.items ?? []}
        rowKey={(event) => String(event.id)}
        isLoading={events.isPending}
        isRefreshing={events.isFetching}
        empty={events.isError ? <ListFailed query={events} /> : <EmptyState title={t("empty")} />}
      />
      {(events.data?.total ?? 0) > (events.data?.pageSize ?? 0) ? (
        <div className="mt-3">
          <Pagination
            page={page}
            pageSize={events.data?.pageSize ?? 20}
            total={events.data?.total ?? 0}
            onPageChange={setPage}
          />
        </div>
      ) : null}
    </>
  );
}
