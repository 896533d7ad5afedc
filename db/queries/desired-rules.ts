import { asc, eq } from "drizzle-orm";
import type { MqttConnection } from "../../lib/instances/schemas";
import type { DesiredRule, MqttTarget, RocketmqTarget } from "../../lib/rules/desired";
import type { AppExecutor } from "../client";
import { type MqttInstanceRow, mqttInstances } from "../schema/app/mqtt-instances";
import { type RocketmqInstanceRow, rocketmqInstances } from "../schema/app/rocketmq-instances";
import { rules } from "../schema/app/rules";
import { topics } from "../schema/app/topics";

/** Every rule, enabled or not, with both ends resolved; carries secrets. */
export function listDesiredRules(db: AppExecutor): DesiredRule[] {
  const rows = db
    .select({ rule: rules, mqtt: mqttInstances, rocketmq: rocketmqInstances })
    .from(rules)
    .innerJoin(mqttInstances, eq(rules.instanceId, mqttInstances.instanceId))
    .innerJoin(rocketmqInstances, eq(rules.rocketmqInstanceId, rocketmqInstances.instanceId))
    .orderBy(asc(rules.ruleId))
    .all();
  return rows.map(({ rule, mqtt, rocketmq }) => ({
    ruleId: rule.ruleId,
    type: rule.type,
    status: rule.status,
    version: rule.version,
    mqtt: toMqttTarget(mqtt),
    mqttTopic: rule.mqttTopic ?? undefined,
    groupId: rule.groupId ?? undefined,
    rocketmq: toRocketmqTarget(rocketmq),
    rocketmqTopic: rule.rocketmqTopic,
  }));
}

/** Parent topics that exist in an instance: what an embedded broker that refuses unknown topics accepts. */
export function listKnownTopics(db: AppExecutor): { instanceId: string; name: string }[] {
  return db.select({ instanceId: topics.instanceId, name: topics.name }).from(topics).all();
}

/** The ways to the external brokers by instance; carries secrets. */
export function listMqttConnections(db: AppExecutor): Map<string, MqttConnection> {
  const rows = db
    .select({ id: mqttInstances.instanceId, connection: mqttInstances.connection })
    .from(mqttInstances)
    .all();
  return new Map(rows.flatMap(({ id, connection }) => (connection === null ? [] : [[id, connection]])));
}

export function toMqttTarget(row: MqttInstanceRow): MqttTarget {
  return {
    instanceId: row.instanceId,
    broker: row.broker,
    connection: row.connection ?? undefined,
    refuseUnknownTopics: row.refuseUnknownTopics,
  };
}

export function toRocketmqTarget(row: RocketmqInstanceRow): RocketmqTarget {
  return {
    instanceId: row.instanceId,
    series: row.series,
    endpoint: row.endpoint,
    namespace: row.namespace ?? undefined,
    accessKey: row.accessKey ?? undefined,
    secretKey: row.secretKey ?? undefined,
    securityToken: row.securityToken ?? undefined,
    tls: row.tls ?? undefined,
    requireReplica: row.requireReplica,
  };
}
