import { and, asc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { RuntimeExecutor } from "../../runtime-client";
import { type RuleMinuteRow, ruleMinutes } from "../../schema/runtime/rule-minutes";

export function putRuleMinute(db: RuntimeExecutor, row: RuleMinuteRow): void {
  const { ruleId: _, minuteMs: __, ...changes } = row;
  db.insert(ruleMinutes)
    .values(row)
    .onConflictDoUpdate({ target: [ruleMinutes.ruleId, ruleMinutes.minuteMs], set: changes })
    .run();
}

/** Oldest first; `toMs` is excluded. */
export function listRuleMinutes(db: RuntimeExecutor, ruleId: string, fromMs: number, toMs: number): RuleMinuteRow[] {
  return db
    .select()
    .from(ruleMinutes)
    .where(and(eq(ruleMinutes.ruleId, ruleId), gte(ruleMinutes.minuteMs, fromMs), lt(ruleMinutes.minuteMs, toMs)))
    .orderBy(asc(ruleMinutes.minuteMs))
    .all();
}

/**
 * Of several rules, one row a step each: totals at its end, the most of its gauges, all of its errors. Ordered by rule, then by time.
 * SQLite does the adding up, so a week of a hundred rules does not become a million rows here.
 */
export function listSteppedMinutes(
  db: RuntimeExecutor,
  ruleIds: readonly string[],
  range: { fromMs: number; toMs: number; stepMs: number },
): RuleMinuteRow[] {
  return db
    .select({
      ruleId: ruleMinutes.ruleId,
      minuteMs: sql<number>`max(${ruleMinutes.minuteMs})`,
      received: sql<number>`max(${ruleMinutes.received})`,
      delivered: sql<number>`max(${ruleMinutes.delivered})`,
      backlogMax: sql<number>`max(${ruleMinutes.backlogMax})`,
      p50Ms: sql<number | null>`max(${ruleMinutes.p50Ms})`,
      p95Ms: sql<number | null>`max(${ruleMinutes.p95Ms})`,
      p99Ms: sql<number | null>`max(${ruleMinutes.p99Ms})`,
      errors: sql<number>`sum(${ruleMinutes.errors})`,
    })
    .from(ruleMinutes)
    .where(
      and(
        inArray(ruleMinutes.ruleId, [...ruleIds]),
        gte(ruleMinutes.minuteMs, range.fromMs),
        lt(ruleMinutes.minuteMs, range.toMs),
      ),
    )
    .groupBy(ruleMinutes.ruleId, sql`${ruleMinutes.minuteMs} / ${range.stepMs}`)
    .orderBy(asc(ruleMinutes.ruleId), asc(sql`max(${ruleMinutes.minuteMs})`))
    .all();
}

export function deleteMinutesBefore(db: RuntimeExecutor, minuteMs: number): void {
  db.delete(ruleMinutes).where(lt(ruleMinutes.minuteMs, minuteMs)).run();
}

export function deleteMinutesOf(db: RuntimeExecutor, ruleId: string): void {
  db.delete(ruleMinutes).where(eq(ruleMinutes.ruleId, ruleId)).run();
}
