import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Last checkpoint of each rule's ledger; at most a second old. */
export const ruleTotals = sqliteTable("rule_totals", {
  ruleId: text("rule_id").primaryKey(),
  received: integer("received").notNull(),
  delivered: integer("delivered").notNull(),
  deadLettered: integer("dead_lettered").notNull(),
  spooled: integer("spooled").notNull(),
  inFlight: integer("in_flight").notNull(),
  returned: integer("returned").notNull(),
  discarded: integer("discarded").notNull(),
  lost: integer("lost").notNull(),
  skippedRetained: integer("skipped_retained").notNull(),
  retried: integer("retried").notNull(),
  bytes: integer("bytes").notNull(),
  /** When the source was last connected; a session lost while the runtime was away is noticed by it. */
  lastConnectedAtMs: integer("last_connected_at_ms"),
});
export type RuleTotalsRow = typeof ruleTotals.$inferSelect;
