import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What the embedded broker had at most in a minute; an external one does not tell. */
export const instanceMinutes = sqliteTable(
  "instance_minutes",
  {
    instanceId: text("instance_id").notNull(),
    /** Start of the minute, epoch. */
    minuteMs: integer("minute_ms").notNull(),
    connectionsMax: integer("connections_max").notNull(),
    subscriptionsMax: integer("subscriptions_max").notNull(),
  },
  // The index serves the removal of old minutes.
  (table) => [
    primaryKey({ columns: [table.instanceId, table.minuteMs] }),
    index("instance_minutes_minute_ms_idx").on(table.minuteMs),
  ],
);
export type InstanceMinuteRow = typeof instanceMinutes.$inferSelect;
