import type { CountedInstance } from "@/db/queries/mqtt-instances";
import type { CountedRocketmqInstance } from "@/db/queries/rocketmq-instances";
import type { GroupRow } from "@/db/schema/app/groups";
import type { RuleRow } from "@/db/schema/app/rules";
import type { TopicRow } from "@/db/schema/app/topics";
import type { Group, Instance, MqttConnection, Topic } from "@/lib/instances/schemas";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import type { Rule } from "@/lib/rules/schemas";
import type { ShownState } from "./rule-state";

/** Rows as people see them. What these functions return never carries a secret. */
export function toInstance({ row, ruleCount, topicCount, groupCount }: CountedInstance): Instance {
  return {
    instanceId: row.instanceId,
    name: row.name,
    regionId: row.regionId,
    kernelVersion: row.kernelVersion,
    instanceType: row.instanceType,
    status: row.status,
    broker: row.broker,
    endpoints: row.endpoints,
    ...(row.connection && { connection: toShownConnection(row.connection) }),
    ruleQuota: row.ruleQuota,
    ruleCount,
    topicQuota: row.topicQuota,
    topicCount,
    groupCount,
    refuseUnknownTopics: row.refuseUnknownTopics,
    tags: row.tags,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}

function toShownConnection(connection: MqttConnection): NonNullable<Instance["connection"]> {
  const { password, secretKey, tls, ...shown } = connection;
  return {
    ...shown,
    hasPassword: isSet(password),
    hasSecretKey: isSet(secretKey),
    ...(tls && {
      tls: {
        ...(tls.ca !== undefined && { ca: tls.ca }),
        ...(tls.cert !== undefined && { cert: tls.cert }),
        hasKey: isSet(tls.key),
        rejectUnauthorized: tls.rejectUnauthorized ?? true,
      },
    }),
  };
}

function isSet(secret: string | null | undefined): boolean {
  return secret !== undefined && secret !== null && secret !== "";
}

export function toRocketmqInstance({ row, ruleCount }: CountedRocketmqInstance): RocketmqInstance {
  return {
    instanceId: row.instanceId,
    name: row.name,
    regionId: row.regionId,
    series: row.series,
    broker: row.broker,
    endpoint: row.endpoint,
    ...(row.namespace && { namespace: row.namespace }),
    ...(row.accessKey && { accessKey: row.accessKey }),
    hasSecretKey: isSet(row.secretKey),
    hasSecurityToken: isSet(row.securityToken),
    ...(row.tls && { tls: row.tls }),
    requireReplica: row.requireReplica,
    ...(row.detectedVersion && { detectedVersion: row.detectedVersion }),
    ruleCount,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}

export function toTopic(row: TopicRow, rules: readonly RuleRow[]): Topic {
  const ofTopic = rules.filter((rule) => rule.mqttTopic === row.name);
  const outbound = ofTopic.find((rule) => rule.type === "dataOutbound");
  return {
    name: row.name,
    description: row.description,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
    ...(outbound && { outboundRuleId: outbound.ruleId }),
    inboundRuleIds: ofTopic.filter((rule) => rule.type === "dataInbound").map((rule) => rule.ruleId),
  };
}

export function toGroup(row: GroupRow, rules: readonly RuleRow[]): Group {
  const statusRule = rules.find((rule) => rule.groupId === row.groupId);
  return {
    groupId: row.groupId,
    createdAt: row.createdAt.toISOString(),
    ...(statusRule && { statusRuleId: statusRule.ruleId }),
  };
}

/** The rule as a person wrote it: `source` and `destination` by type. */
export function toRuleEnds(row: RuleRow): Pick<Rule, "source" | "destination"> {
  const rocketmq = { rocketmqInstanceId: row.rocketmqInstanceId, topic: row.rocketmqTopic };
  switch (row.type) {
    case "dataOutbound":
      return { source: { topic: row.mqttTopic ?? "" }, destination: { service: "rocketmq", ...rocketmq } };
    case "dataInbound":
      return { source: rocketmq, destination: { topic: row.mqttTopic ?? "" } };
    case "clientStatusNotification":
      return { source: { groupId: row.groupId ?? "" }, destination: { service: "rocketmq", ...rocketmq } };
  }
}

export function toRule(row: RuleRow, state: ShownState): Rule {
  return {
    ruleId: row.ruleId,
    instanceId: row.instanceId,
    description: row.description,
    status: row.status,
    type: row.type,
    ...toRuleEnds(row),
    ...state,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}

/** A rule for the audit log: what was wanted, without what it was doing. */
export function toAuditedRule(row: RuleRow): object {
  const { instanceId, description, status, type, version } = row;
  return { instanceId, description, status, type, ...toRuleEnds(row), version };
}
