import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Who changed what. `before` and `after` carry no secret. */
export const auditEvents = sqliteTable(
  "audit_events",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    at: integer("at", { mode: "timestamp_ms" }).notNull(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    entityType: text("entity_type").notNull(),
    entityId: text("entity_id").notNull(),
    instanceId: text("instance_id"),
    requestId: text("request_id"),
    before: text("before", { mode: "json" }).$type<Record<string, unknown>>(),
    after: text("after", { mode: "json" }).$type<Record<string, unknown>>(),
  },
  (table) => [
    index("audit_events_entity_idx").on(table.entityType, table.entityId),
    index("audit_events_at_idx").on(table.at),
  ],
);
export type AuditEventRow = typeof auditEvents.$inferSelect;
