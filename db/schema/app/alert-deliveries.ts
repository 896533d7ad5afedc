import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { alertEvents } from "../../../lib/alerts/schemas";
import { alertWebhooks } from "./alert-webhooks";

/** The outbox: notices not yet sent. A row goes when its webhook took it or it was given up. */
export const alertDeliveries = sqliteTable(
  "alert_deliveries",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** The same in each attempt, so that a receiver knows a repetition. */
    deliveryId: text("delivery_id").notNull(),
    webhookId: text("webhook_id")
      .notNull()
      .references(() => alertWebhooks.webhookId, { onDelete: "cascade" }),
    event: text("event", { enum: alertEvents }).notNull(),
    /** The exact bytes that are signed and sent. */
    body: text("body").notNull(),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: integer("next_attempt_at", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [index("alert_deliveries_webhook_id_idx").on(table.webhookId, table.id)],
);
export type AlertDeliveryRow = typeof alertDeliveries.$inferSelect;
