import { sql } from "drizzle-orm";
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { mqttInstances } from "./mqtt-instances";

/** Parent topics. */
export const topics = sqliteTable(
  "topics",
  {
    instanceId: text("instance_id")
      .notNull()
      .references(() => mqttInstances.instanceId),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" }).notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    // Matched exactly…
    primaryKey({ columns: [table.instanceId, table.name] }),
    // …but unique ignoring case.
    uniqueIndex("topics_instance_id_name_idx").on(table.instanceId, sql`${table.name} COLLATE NOCASE`),
  ],
);
export type TopicRow = typeof topics.$inferSelect;
