import type { NewDeadLetter } from "@/db/queries/runtime/dead-letters";
import type { DeadLetterRow } from "@/db/schema/runtime/dead-letters";
import type { RuleMinuteRow } from "@/db/schema/runtime/rule-minutes";
import type { RuleTotalsRow } from "@/db/schema/runtime/rule-totals";

export interface RejectedAgain {
  id: number;
  causeCode: string;
  cause: string;
  lastAttemptAtMs: number;
}

/** What the main thread asks of the thread that alone writes runtime.db; both are built from one release. */
export interface RecordsRequests {
  addDeadLetters: { params: { letters: NewDeadLetter[]; again: RejectedAgain[] }; result: null };
  readDeadLetters: {
    params: { ruleId: string; ids: number[] | null; afterId: number; limit: number };
    result: DeadLetterRow[];
  };
  countDeadLetters: { params: { ruleId: string; ids: number[] | null }; result: { count: number; bytes: number } };
  deleteDeadLetters: { params: { ruleId: string; ids: number[] | null; exceptIds: number[] }; result: number };
  checkpoint: {
    params: { totals: RuleTotalsRow[]; minutes: RuleMinuteRow[]; oldestMinuteMs: number | undefined };
    result: null;
  };
  findTotals: { params: { ruleId: string }; result: RuleTotalsRow | undefined };
  forgetRule: { params: { ruleId: string }; result: null };
  readSetting: { params: { name: string; fallback: string }; result: string };
  closeAll: { params: Record<string, never>; result: null };
}
export type RecordsMethod = keyof RecordsRequests;
