import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { MqttConnection } from "../../../lib/instances/schemas";

/** Every session that a rule may have at an external broker, from before its first connect until the broker was told that it is over. */
export const brokerSessions = sqliteTable("broker_sessions", {
  /** Broker address and client ID: what a broker tells sessions apart by. */
  sessionKey: text("session_key").primaryKey(),
  ruleId: text("rule_id").notNull(),
  instanceId: text("instance_id").notNull(),
  /** The way to the broker as it was; carries secrets. */
  connection: text("connection", { mode: "json" }).$type<MqttConnection>().notNull(),
  parentTopic: text("parent_topic").notNull(),
  openedAtMs: integer("opened_at_ms").notNull(),
  /** Since when nothing that the broker holds in it may be forwarded; null while the rule uses it. */
  staleSinceMs: integer("stale_since_ms"),
});
export type BrokerSessionRow = typeof brokerSessions.$inferSelect;
