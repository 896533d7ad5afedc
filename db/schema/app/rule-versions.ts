import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { type RuleSettings, ruleChanges } from "../../../lib/rules/versions";
import { rules } from "./rules";

/**
 * Every state that a rule was in, written in the transaction that brought it about. A table of its own rather than a reading of the
 * audit log: a version holds the whole rule, goes when the rule goes, and its number is the rule's version.
 */
export const ruleVersions = sqliteTable(
  "rule_versions",
  {
    ruleId: text("rule_id")
      .notNull()
      .references(() => rules.ruleId, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    at: integer("at", { mode: "timestamp_ms" }).notNull(),
    actor: text("actor").notNull(),
    change: text("change", { enum: ruleChanges }).notNull(),
    restoredFrom: integer("restored_from"),
    settings: text("settings", { mode: "json" }).$type<RuleSettings>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.ruleId, table.version] })],
);
export type RuleVersionRow = typeof ruleVersions.$inferSelect;
