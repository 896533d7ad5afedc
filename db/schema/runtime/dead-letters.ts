import { blob, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Messages that were positively rejected, with their cause. */
export const deadLetters = sqliteTable(
  "dead_letters",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    ruleId: text("rule_id").notNull(),
    mqttTopic: text("mqtt_topic").notNull(),
    qos: integer("qos").notNull(),
    causeCode: text("cause_code").notNull(),
    cause: text("cause").notNull(),
    firstAttemptAtMs: integer("first_attempt_at_ms").notNull(),
    lastAttemptAtMs: integer("last_attempt_at_ms").notNull(),
    redriveCount: integer("redrive_count").notNull().default(0),
    /** RocketMQ's property string, as it was to be sent. */
    properties: text("properties").notNull(),
    bodyBytes: integer("body_bytes").notNull(),
    body: blob("body", { mode: "buffer" }).notNull(),
  },
  // Lists and bounds are per rule, newest first.
  (table) => [index("dead_letters_rule_id_id_idx").on(table.ruleId, table.id)],
);
export type DeadLetterRow = typeof deadLetters.$inferSelect;
