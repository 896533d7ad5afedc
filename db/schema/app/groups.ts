import { sql } from "drizzle-orm";
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { mqttInstances } from "./mqtt-instances";

export const groups = sqliteTable(
  "groups",
  {
    instanceId: text("instance_id")
      .notNull()
      .references(() => mqttInstances.instanceId),
    groupId: text("group_id").notNull(),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.instanceId, table.groupId] }),
    // Unique ignoring case, matched exactly.
    uniqueIndex("groups_instance_id_group_id_idx").on(table.instanceId, sql`${table.groupId} COLLATE NOCASE`),
  ],
);
export type GroupRow = typeof groups.$inferSelect;
