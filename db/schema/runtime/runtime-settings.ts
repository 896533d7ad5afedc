import { sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What the runtime remembers of itself, such as the installation's ID. */
export const runtimeSettings = sqliteTable("runtime_settings", {
  name: text("name").primaryKey(),
  value: text("value").notNull(),
});
