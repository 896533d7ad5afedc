import { and, asc, count, desc, eq, gt, inArray, notInArray, sql } from "drizzle-orm";
import type { RuntimeExecutor } from "../../runtime-client";
import { type DeadLetterRow, deadLetters } from "../../schema/runtime/dead-letters";

export type NewDeadLetter = Omit<DeadLetterRow, "id" | "redriveCount">;
export type DeadLetterSummaryRow = Omit<DeadLetterRow, "body" | "properties">;

const summaryColumns = {
  id: deadLetters.id,
  ruleId: deadLetters.ruleId,
  mqttTopic: deadLetters.mqttTopic,
  qos: deadLetters.qos,
  causeCode: deadLetters.causeCode,
  cause: deadLetters.cause,
  firstAttemptAtMs: deadLetters.firstAttemptAtMs,
  lastAttemptAtMs: deadLetters.lastAttemptAtMs,
  redriveCount: deadLetters.redriveCount,
  bodyBytes: deadLetters.bodyBytes,
};

export function countDeadLetters(db: RuntimeExecutor, ruleId: string): { count: number; bytes: number } {
  const row = db
    .select({ count: count(), bytes: sql<number>`coalesce(sum(${deadLetters.bodyBytes}), 0)` })
    .from(deadLetters)
    .where(eq(deadLetters.ruleId, ruleId))
    .get();
  return { count: row?.count ?? 0, bytes: row?.bytes ?? 0 };
}

/** Newest first, without bodies. */
export function listDeadLetters(
  db: RuntimeExecutor,
  ruleId: string,
  { limit, offset }: { limit: number; offset: number },
): DeadLetterSummaryRow[] {
  return db
    .select(summaryColumns)
    .from(deadLetters)
    .where(eq(deadLetters.ruleId, ruleId))
    .orderBy(desc(deadLetters.id))
    .limit(limit)
    .offset(offset)
    .all();
}

export function findDeadLetter(db: RuntimeExecutor, ruleId: string, id: number): DeadLetterRow | undefined {
  return db
    .select()
    .from(deadLetters)
    .where(and(eq(deadLetters.ruleId, ruleId), eq(deadLetters.id, id)))
    .get();
}

export function findDeadLetterBody(db: RuntimeExecutor, ruleId: string, id: number): Buffer | undefined {
  return db
    .select({ body: deadLetters.body })
    .from(deadLetters)
    .where(and(eq(deadLetters.ruleId, ruleId), eq(deadLetters.id, id)))
    .get()?.body;
}

/** Oldest first, whole, after a given one. `ids` null means all. */
export function readDeadLetters(
  db: RuntimeExecutor,
  ruleId: string,
  selection: { ids: readonly number[] | null; afterId: number; limit: number },
): DeadLetterRow[] {
  return db
    .select()
    .from(deadLetters)
    .where(and(selectionOf(ruleId, selection.ids), gt(deadLetters.id, selection.afterId)))
    .orderBy(asc(deadLetters.id))
    .limit(selection.limit)
    .all();
}

export function countSelected(db: RuntimeExecutor, ruleId: string, ids: readonly number[] | null): number {
  return db.select({ count: count() }).from(deadLetters).where(selectionOf(ruleId, ids)).get()?.count ?? 0;
}

export function insertDeadLetter(db: RuntimeExecutor, row: NewDeadLetter): void {
  db.insert(deadLetters).values(row).run();
}

/** A redriven message was rejected once more. */
export function noteRejectedAgain(
  db: RuntimeExecutor,
  id: number,
  { causeCode, cause, lastAttemptAtMs }: Pick<DeadLetterRow, "causeCode" | "cause" | "lastAttemptAtMs">,
): void {
  db.update(deadLetters)
    .set({ causeCode, cause, lastAttemptAtMs, redriveCount: sql`${deadLetters.redriveCount} + 1` })
    .where(eq(deadLetters.id, id))
    .run();
}

/** How many were there. */
export function deleteDeadLetters(
  db: RuntimeExecutor,
  ruleId: string,
  ids: readonly number[] | null,
  exceptIds: readonly number[] = [],
): number {
  const isKept = exceptIds.length === 0 ? undefined : notInArray(deadLetters.id, [...exceptIds]);
  return db
    .delete(deadLetters)
    .where(and(selectionOf(ruleId, ids), isKept))
    .run().changes;
}

function selectionOf(ruleId: string, ids: readonly number[] | null) {
  const isOfRule = eq(deadLetters.ruleId, ruleId);
  return ids === null ? isOfRule : and(isOfRule, inArray(deadLetters.id, [...ids]));
}
