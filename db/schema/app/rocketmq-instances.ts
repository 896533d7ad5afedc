import { sql } from "drizzle-orm";
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { regionIds } from "../../../lib/regions";
import { rocketmqSeries } from "../../../lib/rocketmq/kinds";
import type { RocketmqEndpoint } from "../../../lib/rocketmq/schemas";

export interface StoredRocketmqTls {
  ca?: string | undefined;
  rejectUnauthorized?: boolean | undefined;
}

export const rocketmqInstances = sqliteTable(
  "rocketmq_instances",
  {
    instanceId: text("instance_id").primaryKey(),
    name: text("name").notNull(),
    regionId: text("region_id", { enum: regionIds }).notNull(),
    series: text("series", { enum: rocketmqSeries }).notNull(),
    broker: text("broker", { enum: ["embedded", "external"] }).notNull(),
    endpoint: text("endpoint", { mode: "json" }).$type<RocketmqEndpoint>().notNull(),
    namespace: text("namespace"),
    accessKey: text("access_key"),
    /** Secrets: the file is readable by its owner only. */
    secretKey: text("secret_key"),
    securityToken: text("security_token"),
    tls: text("tls", { mode: "json" }).$type<StoredRocketmqTls>(),
    requireReplica: integer("require_replica", { mode: "boolean" }).notNull().default(false),
    detectedVersion: text("detected_version"),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" }).notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("rocketmq_instances_region_id_name_idx").on(table.regionId, sql`${table.name} COLLATE NOCASE`),
    // At most one embedded server of each series.
    uniqueIndex("rocketmq_instances_embedded_idx").on(table.broker, table.series).where(sql`broker = 'embedded'`),
  ],
);
export type RocketmqInstanceRow = typeof rocketmqInstances.$inferSelect;
