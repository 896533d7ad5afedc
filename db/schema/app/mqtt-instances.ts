import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { instanceStatuses, instanceTypes } from "../../../lib/instances/kinds";
import type { MqttConnection } from "../../../lib/instances/schemas";
import { regionIds } from "../../../lib/regions";

export interface StoredEndpoint {
  network: "internal" | "public";
  protocol: "mqtt" | "mqtts" | "ws" | "wss";
  url: string;
}

export const mqttInstances = sqliteTable(
  "mqtt_instances",
  {
    instanceId: text("instance_id").primaryKey(),
    name: text("name").notNull(),
    regionId: text("region_id", { enum: regionIds }).notNull(),
    kernelVersion: text("kernel_version").notNull(),
    instanceType: text("instance_type", { enum: instanceTypes }).notNull(),
    status: text("status", { enum: instanceStatuses }).notNull(),
    broker: text("broker", { enum: ["embedded", "external"] }).notNull(),
    endpoints: text("endpoints", { mode: "json" }).$type<StoredEndpoint[]>().notNull(),
    /** Carries secrets; null for the embedded broker. */
    connection: text("connection", { mode: "json" }).$type<MqttConnection>(),
    refuseUnknownTopics: integer("refuse_unknown_topics", { mode: "boolean" }).notNull().default(false),
    ruleQuota: integer("rule_quota").notNull(),
    topicQuota: integer("topic_quota").notNull(),
    tags: text("tags", { mode: "json" }).$type<Record<string, string>>().notNull(),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" }).notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    // Names are unique in a region, ignoring case.
    uniqueIndex("mqtt_instances_region_id_name_idx").on(table.regionId, sql`${table.name} COLLATE NOCASE`),
    // At most one embedded broker: seeding by two processes at once must not make two.
    uniqueIndex("mqtt_instances_embedded_idx").on(table.broker).where(sql`broker = 'embedded'`),
    index("mqtt_instances_created_at_idx").on(table.createdAt),
  ],
);
export type MqttInstanceRow = typeof mqttInstances.$inferSelect;
