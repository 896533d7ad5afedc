import { index, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row a minute and rule; `received` and `delivered` are totals at the minute's end. */
export const ruleMinutes = sqliteTable(
  "rule_minutes",
  {
    ruleId: text("rule_id").notNull(),
    /** Start of the minute, epoch. */
    minuteMs: integer("minute_ms").notNull(),
    received: integer("received").notNull(),
    delivered: integer("delivered").notNull(),
    backlogMax: integer("backlog_max").notNull(),
    p50Ms: real("p50_ms"),
    p95Ms: real("p95_ms"),
    p99Ms: real("p99_ms"),
    errors: integer("errors").notNull(),
  },
  // The index serves the removal of old minutes.
  (table) => [
    primaryKey({ columns: [table.ruleId, table.minuteMs] }),
    index("rule_minutes_minute_ms_idx").on(table.minuteMs),
  ],
);
export type RuleMinuteRow = typeof ruleMinutes.$inferSelect;
