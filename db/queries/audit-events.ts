import { and, count, desc, eq, type SQL } from "drizzle-orm";
import type { AppExecutor } from "../client";
import { type AuditEventRow, auditEvents } from "../schema/app/audit-events";
import { containsText, type PageWindow, toLimit } from "./paging";

export interface AuditFilter {
  entityType?: string | undefined;
  entityId?: string | undefined;
  instanceId?: string | undefined;
  q?: string | undefined;
}

export function insertAuditEvent(db: AppExecutor, event: Omit<AuditEventRow, "id">): void {
  db.insert(auditEvents).values(event).run();
}

/** Newest first. */
export function listAuditEvents(db: AppExecutor, filter: AuditFilter, window: PageWindow) {
  const conditions: (SQL | undefined)[] = [containsText([auditEvents.entityId, auditEvents.action], filter.q)];
  if (filter.entityType !== undefined) {
    conditions.push(eq(auditEvents.entityType, filter.entityType));
  }
  if (filter.entityId !== undefined) {
    conditions.push(eq(auditEvents.entityId, filter.entityId));
  }
  if (filter.instanceId !== undefined) {
    conditions.push(eq(auditEvents.instanceId, filter.instanceId));
  }
  const where = and(...conditions);
  const { limit, offset } = toLimit(window);
  return {
    rows: db.select().from(auditEvents).where(where).orderBy(desc(auditEvents.id)).limit(limit).offset(offset).all(),
    total: db.select({ total: count() }).from(auditEvents).where(where).get()?.total ?? 0,
  };
}
