import { foreignKey, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { ruleStatuses, ruleTypes } from "../../../lib/rules/kinds";
import { groups } from "./groups";
import { mqttInstances } from "./mqtt-instances";
import { rocketmqInstances } from "./rocketmq-instances";
import { topics } from "./topics";

export const rules = sqliteTable(
  "rules",
  {
    ruleId: text("rule_id").primaryKey(),
    instanceId: text("instance_id")
      .notNull()
      .references(() => mqttInstances.instanceId),
    description: text("description").notNull().default(""),
    status: text("status", { enum: ruleStatuses }).notNull(),
    type: text("type", { enum: ruleTypes }).notNull(),
    /** Source of an outbound rule, destination of an inbound one. */
    mqttTopic: text("mqtt_topic"),
    groupId: text("group_id"),
    rocketmqInstanceId: text("rocketmq_instance_id")
      .notNull()
      .references(() => rocketmqInstances.instanceId),
    rocketmqTopic: text("rocketmq_topic").notNull(),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" }).notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    foreignKey({ columns: [table.instanceId, table.mqttTopic], foreignColumns: [topics.instanceId, topics.name] }),
    foreignKey({ columns: [table.instanceId, table.groupId], foreignColumns: [groups.instanceId, groups.groupId] }),
    // One rule of a type for each MQTT-side resource; SQLite takes NULLs as distinct, so the other kind does not collide.
    uniqueIndex("rules_type_mqtt_topic_idx").on(table.instanceId, table.type, table.mqttTopic),
    uniqueIndex("rules_type_group_id_idx").on(table.instanceId, table.type, table.groupId),
    index("rules_rocketmq_instance_id_idx").on(table.rocketmqInstanceId),
  ],
);
export type RuleRow = typeof rules.$inferSelect;
