import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { deviceActions, disconnectReasons } from "../../../lib/traces/schemas";

/** Devices of the embedded broker coming and going. */
export const deviceEvents = sqliteTable(
  "device_events",
  {
    id: integer("id").primaryKey(),
    instanceId: text("instance_id").notNull(),
    timeMs: integer("time_ms").notNull(),
    action: text("action", { enum: deviceActions }).notNull(),
    clientId: text("client_id").notNull(),
    channelId: text("channel_id").notNull(),
    clientAddress: text("client_address").notNull(),
    protocolVersion: integer("protocol_version").notNull(),
    reason: text("reason", { enum: disconnectReasons }),
  },
  // By device, and all of them, newest first.
  (table) => [
    index("device_events_instance_id_time_ms_idx").on(table.instanceId, table.timeMs),
    index("device_events_client_id_time_ms_idx").on(table.clientId, table.timeMs),
  ],
);
export type DeviceEventRow = typeof deviceEvents.$inferSelect;
