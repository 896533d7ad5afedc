import type { DeadLetter, DeadLetterDetail } from "@/lib/dead-letters/schemas";
import type { RuleTotals } from "@/lib/metrics/schemas";
import type { DeviceAction, DeviceTrace, MessageOutcome, MessageTrace } from "@/lib/traces/schemas";
import type { BrokerPoint, SeriesRange, TotalsPoint } from "@/server/metrics/series";

/** Where a list of traces goes on: behind this one, newest first. */
export interface TracePosition {
  timeMs: number;
  id: number;
}

/** One more than a page shows may be asked for, to know whether there are more. */
export interface TraceWindow {
  instanceId: string;
  clientId?: string | undefined;
  fromMs: number;
  toMs: number;
  before?: TracePosition | undefined;
  limit: number;
}

export interface MessageTraceWindow extends TraceWindow {
  topic?: string | undefined;
  ruleId?: string | undefined;
  outcome?: MessageOutcome | undefined;
}

export interface TraceCounts {
  seen: number;
  recorded: number;
}

/** A session that is over and that the broker still keeps, because it could not be told. */
export interface LeftSession {
  ruleId: string;
  url: string;
  sinceMs: number;
}

/** What the runtime left on disk, read without it. Everything is empty before the runtime's first start. */
export interface RuntimeHistory {
  /** Last checkpoint; trails by at most a second. */
  findTotals(ruleId: string): RuleTotals | undefined;
  /** Totals at each minute, oldest first. */
  listMinutes(ruleId: string, fromMs: number, toMs: number): TotalsPoint[];
  /** The same of several rules, one point a step; a rule without any is left out. */
  listSteppedMinutes(ruleIds: readonly string[], range: SeriesRange): ReadonlyMap<string, TotalsPoint[]>;
  /** The most of each step, oldest first; empty for an external broker. */
  listInstanceMinutes(instanceId: string, range: SeriesRange): BrokerPoint[];
  listDeadLetters(ruleId: string, window: { page: number; pageSize: number }): { items: DeadLetter[]; total: number };
  findDeadLetter(ruleId: string, id: number): DeadLetterDetail | undefined;
  /** All of it. */
  findDeadLetterBody(ruleId: string, id: number): Uint8Array<ArrayBuffer> | undefined;
  /** Newest first, each with its position. */
  listMessageTraces(window: MessageTraceWindow): { trace: MessageTrace; position: TracePosition }[];
  findMessageTrace(instanceId: string, messageId: string): MessageTrace | undefined;
  listDeviceTraces(window: TraceWindow & { action?: DeviceAction | undefined }): DeviceTrace[];
  listTraceClients(instanceId: string, q: string, limit: number): string[];
  /** Longest first. */
  listLeftSessions(instanceId: string): LeftSession[];
  /** Over whole minutes. */
  countTraces(filter: {
    kind: "message" | "device";
    instanceId: string;
    ruleId?: string | undefined;
    fromMs: number;
    toMs: number;
  }): TraceCounts;
}

export const emptyHistory: RuntimeHistory = {
  findTotals: () => undefined,
  listMinutes: () => [],
  listSteppedMinutes: () => new Map(),
  listInstanceMinutes: () => [],
  listDeadLetters: () => ({ items: [], total: 0 }),
  findDeadLetter: () => undefined,
  findDeadLetterBody: () => undefined,
  listMessageTraces: () => [],
  findMessageTrace: () => undefined,
  listDeviceTraces: () => [],
  listTraceClients: () => [],
  listLeftSessions: () => [],
  countTraces: () => ({ seen: 0, recorded: 0 }),
};
