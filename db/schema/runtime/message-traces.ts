import { index, integer, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { messageOutcomes } from "../../../lib/traces/schemas";

/** Passports of sampled messages: where each came from and where it went. No payload. */
export const messageTraces = sqliteTable(
  "message_traces",
  {
    /** In the order of writing; the oldest are removed by it. */
    id: integer("id").primaryKey(),
    messageId: text("message_id").notNull(),
    instanceId: text("instance_id").notNull(),
    ruleId: text("rule_id").notNull(),
    mqttTopic: text("mqtt_topic").notNull(),
    clientId: text("client_id"),
    qos: integer("qos").notNull(),
    payloadBytes: integer("payload_bytes").notNull(),
    receivedAtMs: integer("received_at_ms").notNull(),
    outcome: text("outcome", { enum: messageOutcomes }).notNull(),
    sentAfterMs: real("sent_after_ms"),
    spooledAfterMs: real("spooled_after_ms"),
    settledAfterMs: real("settled_after_ms"),
    retries: integer("retries").notNull(),
    cause: text("cause"),
    rocketmqInstanceId: text("rocketmq_instance_id").notNull(),
    rocketmqTopic: text("rocketmq_topic").notNull(),
    brokerName: text("broker_name"),
    queueId: integer("queue_id"),
    queueOffset: integer("queue_offset"),
    brokerMessageId: text("broker_message_id"),
  },
  // One for each way of asking; all give the newest first without sorting.
  (table) => [
    uniqueIndex("message_traces_message_id_idx").on(table.messageId),
    index("message_traces_instance_id_received_at_ms_idx").on(table.instanceId, table.receivedAtMs),
    index("message_traces_mqtt_topic_received_at_ms_idx").on(table.mqttTopic, table.receivedAtMs),
    // Messages that were not stored, or by gRPC, have none.
    index("message_traces_broker_message_id_idx").on(table.brokerMessageId),
    // Most messages of an external broker have none.
    index("message_traces_client_id_received_at_ms_idx").on(table.clientId, table.receivedAtMs),
  ],
);
export type MessageTraceRow = typeof messageTraces.$inferSelect;
