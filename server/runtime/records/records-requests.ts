import type { NewDeadLetter } from "@/db/queries/runtime/dead-letters";
import type { NewDeviceEvent } from "@/db/queries/runtime/device-events";
import type { BrokerSessionRow } from "@/db/schema/runtime/broker-sessions";
import type { DeadLetterRow } from "@/db/schema/runtime/dead-letters";
import type { InstanceMinuteRow } from "@/db/schema/runtime/instance-minutes";
import type { RuleMinuteRow } from "@/db/schema/runtime/rule-minutes";
import type { RuleTotalsRow } from "@/db/schema/runtime/rule-totals";
import type { TraceMinuteRow } from "@/db/schema/runtime/trace-minutes";
import type { TraceWrite } from "../traces/message-passport";

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
    params: {
      totals: RuleTotalsRow[];
      minutes: RuleMinuteRow[];
      instanceMinutes: InstanceMinuteRow[];
      oldestMinuteMs: number | undefined;
    };
    result: null;
  };
  addTraces: { params: { messages: TraceWrite[]; devices: NewDeviceEvent[]; minutes: TraceMinuteRow[] }; result: null };
  /** How many rows were removed, of either kind the more. */
  pruneTraces: { params: { oldestMs: number; rowsMax: number; limit: number }; result: number };
  findTotals: { params: { ruleId: string }; result: RuleTotalsRow | undefined };
  forgetRule: { params: { ruleId: string }; result: null };
  listBrokerSessions: { params: Record<string, never>; result: BrokerSessionRow[] };
  putBrokerSession: { params: { row: BrokerSessionRow }; result: null };
  deleteBrokerSession: { params: { sessionKey: string }; result: null };
  readSetting: { params: { name: string; fallback: string }; result: string };
  closeAll: { params: Record<string, never>; result: null };
}
export type RecordsMethod = keyof RecordsRequests;
