import { and, eq, gte, lt, lte, sql } from "drizzle-orm";
import type { RuntimeExecutor } from "../../runtime-client";
import { type TraceMinuteRow, traceMinutes } from "../../schema/runtime/trace-minutes";

/** Adds to what the minute has. */
export function addTraceMinute(db: RuntimeExecutor, row: TraceMinuteRow): void {
  db.insert(traceMinutes)
    .values(row)
    .onConflictDoUpdate({
      target: [traceMinutes.kind, traceMinutes.instanceId, traceMinutes.minuteMs, traceMinutes.ruleId],
      set: {
        seen: sql`${traceMinutes.seen} + ${row.seen}`,
        recorded: sql`${traceMinutes.recorded} + ${row.recorded}`,
      },
    })
    .run();
}

/** Sums over whole minutes, both ends included. */
export function sumTraceMinutes(
  db: RuntimeExecutor,
  filter: Pick<TraceMinuteRow, "kind" | "instanceId"> & { ruleId?: string | undefined; fromMs: number; toMs: number },
): { seen: number; recorded: number } {
  const row = db
    .select({
      seen: sql<number>`coalesce(sum(${traceMinutes.seen}), 0)`,
      recorded: sql<number>`coalesce(sum(${traceMinutes.recorded}), 0)`,
    })
    .from(traceMinutes)
    .where(
      and(
        eq(traceMinutes.kind, filter.kind),
        eq(traceMinutes.instanceId, filter.instanceId),
        gte(traceMinutes.minuteMs, filter.fromMs - 59_999),
        lte(traceMinutes.minuteMs, filter.toMs),
        filter.ruleId === undefined ? undefined : eq(traceMinutes.ruleId, filter.ruleId),
      ),
    )
    .get();
  return { seen: row?.seen ?? 0, recorded: row?.recorded ?? 0 };
}

export function deleteTraceMinutesBefore(db: RuntimeExecutor, timeMs: number): void {
  db.delete(traceMinutes).where(lt(traceMinutes.minuteMs, timeMs)).run();
}
