import { and, asc, desc, eq, gte, lt, lte, or, sql } from "drizzle-orm";
import type { DeviceAction } from "../../../lib/traces/schemas";
import type { RuntimeExecutor } from "../../runtime-client";
import { type DeviceEventRow, deviceEvents } from "../../schema/runtime/device-events";
import type { TraceCursor } from "./message-traces";

export type NewDeviceEvent = Omit<DeviceEventRow, "id">;

export interface DeviceEventFilter {
  instanceId: string;
  clientId?: string | undefined;
  action?: DeviceAction | undefined;
  fromMs: number;
  toMs: number;
  before?: TraceCursor | undefined;
  limit: number;
}

export function insertDeviceEvent(db: RuntimeExecutor, row: NewDeviceEvent): void {
  db.insert(deviceEvents).values(row).run();
}

/** Newest first. */
export function listDeviceEvents(db: RuntimeExecutor, filter: DeviceEventFilter): DeviceEventRow[] {
  const { instanceId, clientId, action, fromMs, toMs, before, limit } = filter;
  return db
    .select()
    .from(deviceEvents)
    .where(
      and(
        eq(deviceEvents.instanceId, instanceId),
        gte(deviceEvents.timeMs, fromMs),
        lte(deviceEvents.timeMs, toMs),
        clientId === undefined ? undefined : eq(deviceEvents.clientId, clientId),
        action === undefined ? undefined : eq(deviceEvents.action, action),
        before === undefined
          ? undefined
          : or(
              lt(deviceEvents.timeMs, before.timeMs),
              and(eq(deviceEvents.timeMs, before.timeMs), lt(deviceEvents.id, before.id)),
            ),
      ),
    )
    .orderBy(desc(deviceEvents.timeMs), desc(deviceEvents.id))
    .limit(limit)
    .all();
}

/** Client IDs of recorded devices that contain a text, in their order. */
export function listDeviceClients(db: RuntimeExecutor, instanceId: string, q: string, limit: number): string[] {
  return db
    .select({ clientId: deviceEvents.clientId })
    .from(deviceEvents)
    .where(
      and(eq(deviceEvents.instanceId, instanceId), q === "" ? undefined : sql`instr(${deviceEvents.clientId}, ${q})`),
    )
    .groupBy(deviceEvents.clientId)
    .orderBy(asc(deviceEvents.clientId))
    .limit(limit)
    .all()
    .map(({ clientId }) => clientId);
}

/** Removes at most `limit` of the rows that are too old or too many; answers how many those were. */
export function pruneDeviceEvents(
  db: RuntimeExecutor,
  bounds: { oldestMs: number; rowsMax: number; limit: number },
): number {
  const newestId = sql`(select max(${deviceEvents.id}) from ${deviceEvents})`;
  return db
    .delete(deviceEvents)
    .where(
      sql`${deviceEvents.id} in (select id from (select id, time_ms from ${deviceEvents} order by id limit ${bounds.limit})
        where id <= ${newestId} - ${bounds.rowsMax} or time_ms < ${bounds.oldestMs})`,
    )
    .run().changes;
}
