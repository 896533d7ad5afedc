import { asc, count, eq, sql } from "drizzle-orm";
import type { AppExecutor } from "../client";
import { type AlertWebhookRow, alertWebhooks, type StoredDelivery } from "../schema/app/alert-webhooks";
import { containsText, type PageWindow, toLimit } from "./paging";

export interface CountedAlertWebhook {
  row: AlertWebhookRow;
  pendingCount: number;
}

// Qualified by hand: drizzle leaves the table's name out of a column in a select of one table.
const counted = {
  row: alertWebhooks,
  pendingCount: sql<number>`(SELECT count(*) FROM alert_deliveries WHERE alert_deliveries.webhook_id = alert_webhooks.webhook_id)`,
};

export function listAlertWebhooks(db: AppExecutor, query: PageWindow & { q?: string | undefined }) {
  const where = containsText([alertWebhooks.webhookId, alertWebhooks.name, alertWebhooks.url], query.q);
  const { limit, offset } = toLimit(query);
  const order = [asc(sql`${alertWebhooks.name} COLLATE NOCASE`), asc(alertWebhooks.webhookId)];
  const rows: CountedAlertWebhook[] = db
    .select(counted)
    .from(alertWebhooks)
    .where(where)
    .orderBy(...order)
    .limit(limit)
    .offset(offset)
    .all();
  return { rows, total: db.select({ total: count() }).from(alertWebhooks).where(where).get()?.total ?? 0 };
}

export function listEnabledWebhookIds(db: AppExecutor): string[] {
  const rows = db
    .select({ webhookId: alertWebhooks.webhookId })
    .from(alertWebhooks)
    .where(eq(alertWebhooks.status, "enabled"))
    .all();
  return rows.map(({ webhookId }) => webhookId);
}

export function countAlertWebhooks(db: AppExecutor): number {
  return db.select({ total: count() }).from(alertWebhooks).get()?.total ?? 0;
}

export function findAlertWebhook(db: AppExecutor, webhookId: string): CountedAlertWebhook | undefined {
  return db.select(counted).from(alertWebhooks).where(eq(alertWebhooks.webhookId, webhookId)).get();
}

export function insertAlertWebhook(db: AppExecutor, row: AlertWebhookRow): void {
  db.insert(alertWebhooks).values(row).run();
}

export function updateAlertWebhook(db: AppExecutor, webhookId: string, changes: Partial<AlertWebhookRow>): void {
  db.update(alertWebhooks).set(changes).where(eq(alertWebhooks.webhookId, webhookId)).run();
}

/** What waits for it goes too. */
export function deleteAlertWebhook(db: AppExecutor, webhookId: string): void {
  db.delete(alertWebhooks).where(eq(alertWebhooks.webhookId, webhookId)).run();
}

/** Nobody's change: the version stays. */
export function recordLastDelivery(db: AppExecutor, webhookId: string, lastDelivery: StoredDelivery): void {
  db.update(alertWebhooks).set({ lastDelivery }).where(eq(alertWebhooks.webhookId, webhookId)).run();
}

export function addDropped(db: AppExecutor, webhookId: string, dropped: number): void {
  db.update(alertWebhooks)
    .set({ droppedCount: sql`${alertWebhooks.droppedCount} + ${dropped}` })
    .where(eq(alertWebhooks.webhookId, webhookId))
    .run();
}
