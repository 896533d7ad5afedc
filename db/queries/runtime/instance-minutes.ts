import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
import type { RuntimeExecutor } from "../../runtime-client";
import { type InstanceMinuteRow, instanceMinutes } from "../../schema/runtime/instance-minutes";

export function putInstanceMinute(db: RuntimeExecutor, row: InstanceMinuteRow): void {
  const { instanceId: _, minuteMs: __, ...changes } = row;
  db.insert(instanceMinutes)
    .values(row)
    .onConflictDoUpdate({ target: [instanceMinutes.instanceId, instanceMinutes.minuteMs], set: changes })
    .run();
}

/** The most of each step, oldest first; `toMs` is excluded. */
export function listInstanceMinutes(
  db: RuntimeExecutor,
  instanceId: string,
  range: { fromMs: number; toMs: number; stepMs: number },
): InstanceMinuteRow[] {
  return db
    .select({
      instanceId: instanceMinutes.instanceId,
      minuteMs: sql<number>`max(${instanceMinutes.minuteMs})`,
      connectionsMax: sql<number>`max(${instanceMinutes.connectionsMax})`,
      subscriptionsMax: sql<number>`max(${instanceMinutes.subscriptionsMax})`,
    })
    .from(instanceMinutes)
    .where(
      and(
        eq(instanceMinutes.instanceId, instanceId),
        gte(instanceMinutes.minuteMs, range.fromMs),
        lt(instanceMinutes.minuteMs, range.toMs),
      ),
    )
    .groupBy(sql`${instanceMinutes.minuteMs} / ${range.stepMs}`)
    .orderBy(asc(sql`max(${instanceMinutes.minuteMs})`))
    .all();
}

export function deleteInstanceMinutesBefore(db: RuntimeExecutor, minuteMs: number): void {
  db.delete(instanceMinutes).where(lt(instanceMinutes.minuteMs, minuteMs)).run();
}
