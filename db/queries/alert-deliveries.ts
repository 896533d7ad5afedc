import { and, asc, count, eq, inArray, lte, min, sql } from "drizzle-orm";
import type { AppExecutor } from "../client";
import { type AlertDeliveryRow, alertDeliveries } from "../schema/app/alert-deliveries";
import { type AlertWebhookRow, alertWebhooks } from "../schema/app/alert-webhooks";

export interface DueDelivery {
  delivery: AlertDeliveryRow;
  webhook: AlertWebhookRow;
}

export function insertDelivery(db: AppExecutor, row: Omit<AlertDeliveryRow, "id" | "attempts">): void {
  db.insert(alertDeliveries).values(row).run();
}

/** The oldest of each enabled webhook, where its time has come: a resolution never overtakes its alert. */
export function listDueDeliveries(db: AppExecutor, now: Date): DueDelivery[] {
  const heads = db
    .select({ id: min(alertDeliveries.id) })
    .from(alertDeliveries)
    .groupBy(alertDeliveries.webhookId);
  return db
    .select({ delivery: alertDeliveries, webhook: alertWebhooks })
    .from(alertDeliveries)
    .innerJoin(alertWebhooks, eq(alertWebhooks.webhookId, alertDeliveries.webhookId))
    .where(
      and(
        sql`${alertDeliveries.id} IN ${heads}`,
        eq(alertWebhooks.status, "enabled"),
        lte(alertDeliveries.nextAttemptAt, now),
      ),
    )
    .all();
}

export function deleteDelivery(db: AppExecutor, id: number): void {
  db.delete(alertDeliveries).where(eq(alertDeliveries.id, id)).run();
}

export function deleteDeliveriesOf(db: AppExecutor, webhookId: string): void {
  db.delete(alertDeliveries).where(eq(alertDeliveries.webhookId, webhookId)).run();
}

export function postponeDelivery(db: AppExecutor, id: number, attempts: number, nextAttemptAt: Date): void {
  db.update(alertDeliveries).set({ attempts, nextAttemptAt }).where(eq(alertDeliveries.id, id)).run();
}

/** After a change of the webhook the next attempt need not wait. */
export function hastenDeliveries(db: AppExecutor, webhookId: string, now: Date): void {
  db.update(alertDeliveries).set({ nextAttemptAt: now }).where(eq(alertDeliveries.webhookId, webhookId)).run();
}

/** Makes room by forgetting the oldest; answers how many. */
export function dropOldestDeliveries(db: AppExecutor, webhookId: string, keptMax: number): number {
  const of = eq(alertDeliveries.webhookId, webhookId);
  const excess = (db.select({ total: count() }).from(alertDeliveries).where(of).get()?.total ?? 0) - keptMax;
  if (excess <= 0) {
    return 0;
  }
  const oldest = db
    .select({ id: alertDeliveries.id })
    .from(alertDeliveries)
    .where(of)
    .orderBy(asc(alertDeliveries.id))
    .limit(excess);
  return db.delete(alertDeliveries).where(inArray(alertDeliveries.id, oldest)).run().changes;
}
