import * as events from "@/db/queries/audit-events";
import { AuditEvent, type ListAuditEventsQuery } from "@/lib/audit/schemas";
import type { Page } from "@/lib/pages";
import type { ServiceContext } from "@/server/context";

/** Newest first. */
export function listAuditEvents({ db }: ServiceContext, query: ListAuditEventsQuery): Page<AuditEvent> {
  const { rows, total } = events.listAuditEvents(db, query, query);
  const items = rows.map((row) =>
    AuditEvent.parse({
      ...row,
      at: row.at.toISOString(),
      instanceId: row.instanceId ?? undefined,
      requestId: row.requestId ?? undefined,
      before: row.before ?? undefined,
      after: row.after ?? undefined,
    }),
  );
  return { items, page: query.page, pageSize: query.pageSize, total };
}
