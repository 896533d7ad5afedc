import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** How many messages or device events there were in a minute, and how many of them were recorded. */
export const traceMinutes = sqliteTable(
  "trace_minutes",
  {
    kind: text("kind", { enum: ["message", "device"] }).notNull(),
    instanceId: text("instance_id").notNull(),
    /** Empty for devices. */
    ruleId: text("rule_id").notNull(),
    minuteMs: integer("minute_ms").notNull(),
    seen: integer("seen").notNull(),
    recorded: integer("recorded").notNull(),
  },
  // The index serves the removal of old minutes.
  (table) => [
    primaryKey({ columns: [table.kind, table.instanceId, table.minuteMs, table.ruleId] }),
    index("trace_minutes_minute_ms_idx").on(table.minuteMs),
  ],
);
export type TraceMinuteRow = typeof traceMinutes.$inferSelect;
