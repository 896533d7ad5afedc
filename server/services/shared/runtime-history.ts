import type { DeadLetter, DeadLetterDetail } from "@/lib/dead-letters/schemas";
import type { RuleTotals } from "@/lib/metrics/schemas";
import type { TotalsPoint } from "@/server/metrics/series";

/** What the runtime left on disk, read without it. Everything is empty before the runtime's first start. */
export interface RuntimeHistory {
  /** Last checkpoint; trails by at most a second. */
  findTotals(ruleId: string): RuleTotals | undefined;
  /** Totals at each minute, oldest first. */
  listMinutes(ruleId: string, fromMs: number, toMs: number): TotalsPoint[];
  listDeadLetters(ruleId: string, window: { page: number; pageSize: number }): { items: DeadLetter[]; total: number };
  findDeadLetter(ruleId: string, id: number): DeadLetterDetail | undefined;
}

export const emptyHistory: RuntimeHistory = {
  findTotals: () => undefined,
  listMinutes: () => [],
  listDeadLetters: () => ({ items: [], total: 0 }),
  findDeadLetter: () => undefined,
};
