import { sql } from "drizzle-orm";
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { webhookStatuses } from "../../../lib/alerts/schemas";

export interface StoredDelivery {
  at: string;
  ok: boolean;
  httpStatus?: number | undefined;
  detail: string;
}

export const alertWebhooks = sqliteTable(
  "alert_webhooks",
  {
    webhookId: text("webhook_id").primaryKey(),
    name: text("name").notNull(),
    url: text("url").notNull(),
    /** Signs the requests. The file is readable by its owner only. */
    secret: text("secret"),
    status: text("status", { enum: webhookStatuses }).notNull(),
    droppedCount: integer("dropped_count").notNull().default(0),
    lastDelivery: text("last_delivery", { mode: "json" }).$type<StoredDelivery>(),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" }).notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [uniqueIndex("alert_webhooks_name_idx").on(sql`${table.name} COLLATE NOCASE`)],
);
export type AlertWebhookRow = typeof alertWebhooks.$inferSelect;
