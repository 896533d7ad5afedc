import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { alertKinds } from "../../../lib/alerts/schemas";
import { regionIds } from "../../../lib/regions";

/** No foreign keys: an alert outlives its rule. */
export const alerts = sqliteTable(
  "alerts",
  {
    alertId: integer("alert_id").primaryKey({ autoIncrement: true }),
    kind: text("kind", { enum: alertKinds }).notNull(),
    /** Empty, like the instance, for an alert that is about the runtime. */
    ruleId: text("rule_id").notNull(),
    instanceId: text("instance_id").notNull(),
    regionId: text("region_id", { enum: regionIds }),
    detail: text("detail").notNull(),
    /** Which event it tells of, where a condition is an event: the same one is never raised again. */
    occurrence: text("occurrence"),
    raisedAt: integer("raised_at", { mode: "timestamp_ms" }).notNull(),
    resolvedAt: integer("resolved_at", { mode: "timestamp_ms" }),
  },
  (table) => [
    // Raised once: at most one open alert of a kind for each rule.
    uniqueIndex("alerts_open_idx").on(table.kind, table.ruleId).where(sql`resolved_at IS NULL`),
    index("alerts_rule_id_idx").on(table.ruleId),
  ],
);
export type AlertRow = typeof alerts.$inferSelect;
