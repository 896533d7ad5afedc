import { and, asc, eq, gte, lt } from "drizzle-orm";
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

export function deleteMinutesBefore(db: RuntimeExecutor, minuteMs: number): void {
  db.delete(ruleMinutes).where(lt(ruleMinutes.minuteMs, minuteMs)).run();
}

export function deleteMinutesOf(db: RuntimeExecutor, ruleId: string): void {
  db.delete(ruleMinutes).where(eq(ruleMinutes.ruleId, ruleId)).run();
}
