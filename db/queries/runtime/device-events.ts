import { and, asc, desc, eq, gte, lte, sql } from "drizzle-orm";
import type { DeviceAction } from "../../../lib/traces/schemas";
import type { RuntimeExecutor } from "../../runtime-client";
import { type DeviceEventRow, deviceEvents } from "../../schema/runtime/device-events";
import { isBefore, type PruneBounds, pruneRows, type TraceCursor } from "./trace-rows";

const inOrder = { table: deviceEvents, id: deviceEvents.id, timeMs: deviceEvents.timeMs };

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
        isBefore(inOrder, before),
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

export function pruneDeviceEvents(db: RuntimeExecutor, bounds: PruneBounds): number {
  return pruneRows(db, inOrder, bounds);
}
