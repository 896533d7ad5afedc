import { eq } from "drizzle-orm";
import type { RuntimeExecutor } from "../../runtime-client";
import { type RuleTotalsRow, ruleTotals } from "../../schema/runtime/rule-totals";

export function findRuleTotals(db: RuntimeExecutor, ruleId: string): RuleTotalsRow | undefined {
  return db.select().from(ruleTotals).where(eq(ruleTotals.ruleId, ruleId)).get();
}

export function putRuleTotals(db: RuntimeExecutor, row: RuleTotalsRow): void {
  const { ruleId: _, ...changes } = row;
  db.insert(ruleTotals).values(row).onConflictDoUpdate({ target: ruleTotals.ruleId, set: changes }).run();
}

export function deleteRuleTotals(db: RuntimeExecutor, ruleId: string): void {
  db.delete(ruleTotals).where(eq(ruleTotals.ruleId, ruleId)).run();
}
