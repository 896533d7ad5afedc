import { and, count, desc, eq, isNotNull, isNull, max, or, type SQL, sql } from "drizzle-orm";
import type { ListAlertsQuery } from "../../lib/alerts/schemas";
import type { AppExecutor } from "../client";
import { type AlertRow, alerts } from "../schema/app/alerts";
import { containsText, toLimit } from "./paging";

/** Newest first. */
export function listAlerts(db: AppExecutor, query: ListAlertsQuery) {
  const conditions: (SQL | undefined)[] = [containsText([alerts.ruleId, alerts.instanceId], query.q)];
  if (query.regionId !== undefined) {
    // The runtime serves every region.
    conditions.push(or(eq(alerts.regionId, query.regionId), eq(alerts.kind, "runtimeDown")));
  }
  if (query.instanceId !== undefined) {
    conditions.push(eq(alerts.instanceId, query.instanceId));
  }
  if (query.ruleId !== undefined) {
    conditions.push(eq(alerts.ruleId, query.ruleId));
  }
  if (query.kind !== undefined) {
    conditions.push(eq(alerts.kind, query.kind));
  }
  if (query.state !== undefined) {
    conditions.push(query.state === "raised" ? isNull(alerts.resolvedAt) : isNotNull(alerts.resolvedAt));
  }
  const where = and(...conditions);
  const { limit, offset } = toLimit(query);
  return {
    rows: db.select().from(alerts).where(where).orderBy(desc(alerts.alertId)).limit(limit).offset(offset).all(),
    total: db.select({ total: count() }).from(alerts).where(where).get()?.total ?? 0,
  };
}

/** The newest alert of each kind and rule: what is open, and which occurrence was the last. */
export function listLatestAlerts(db: AppExecutor): AlertRow[] {
  const newest = db
    .select({ id: max(alerts.alertId) })
    .from(alerts)
    .groupBy(alerts.kind, alerts.ruleId);
  return db.select().from(alerts).where(sql`${alerts.alertId} IN ${newest}`).all();
}

export function insertAlert(db: AppExecutor, row: Omit<AlertRow, "alertId" | "resolvedAt">): AlertRow {
  return db.insert(alerts).values(row).returning().get();
}

/** Undefined when none is open. */
export function resolveAlert(
  db: AppExecutor,
  { kind, ruleId }: Pick<AlertRow, "kind" | "ruleId">,
  changes: { resolvedAt: Date; occurrence: string | null },
): AlertRow | undefined {
  return db
    .update(alerts)
    .set(changes)
    .where(and(eq(alerts.kind, kind), eq(alerts.ruleId, ruleId), isNull(alerts.resolvedAt)))
    .returning()
    .get();
}

/** Forgets the oldest resolved ones. */
export function purgeAlerts(db: AppExecutor, keptMax: number): void {
  const oldestKept = db
    .select({ alertId: alerts.alertId })
    .from(alerts)
    .orderBy(desc(alerts.alertId))
    .limit(1)
    .offset(keptMax - 1)
    .get();
  if (oldestKept !== undefined) {
    db.delete(alerts)
      .where(and(isNotNull(alerts.resolvedAt), sql`${alerts.alertId} < ${oldestKept.alertId}`))
      .run();
  }
}
