import type { AppExecutor } from "@/db/client";
import { findGroup } from "@/db/queries/groups";
import { type CountedInstance, findMqttInstance } from "@/db/queries/mqtt-instances";
import { type CountedRocketmqInstance, findRocketmqInstance } from "@/db/queries/rocketmq-instances";
import { findRule } from "@/db/queries/rules";
import { findTopic } from "@/db/queries/topics";
import type { GroupRow } from "@/db/schema/app/groups";
import type { RuleRow } from "@/db/schema/app/rules";
import type { TopicRow } from "@/db/schema/app/topics";
import { AppError } from "@/server/errors";

/** The path's own resource, or 404. */
export function requireInstance(db: AppExecutor, instanceId: string): CountedInstance {
  const found = findMqttInstance(db, instanceId);
  if (found === undefined) {
    throw new AppError("INSTANCE_NOT_FOUND", `There is no MQTT instance ${instanceId}.`);
  }
  return found;
}

export function requireRocketmqInstance(db: AppExecutor, instanceId: string): CountedRocketmqInstance {
  const found = findRocketmqInstance(db, instanceId);
  if (found === undefined) {
    throw new AppError("INSTANCE_NOT_FOUND", `There is no RocketMQ instance ${instanceId}.`);
  }
  return found;
}

export function requireTopic(db: AppExecutor, instanceId: string, name: string): TopicRow {
  requireInstance(db, instanceId);
  const found = findTopic(db, instanceId, name);
  if (found === undefined) {
    throw new AppError("TOPIC_NOT_FOUND", `There is no parent topic ${name} in ${instanceId}.`);
  }
  return found;
}

export function requireGroup(db: AppExecutor, instanceId: string, groupId: string): GroupRow {
  requireInstance(db, instanceId);
  const found = findGroup(db, instanceId, groupId);
  if (found === undefined) {
    throw new AppError("GROUP_NOT_FOUND", `There is no group ${groupId} in ${instanceId}.`);
  }
  return found;
}

export function requireRule(db: AppExecutor, ruleId: string): RuleRow {
  const found = findRule(db, ruleId);
  if (found === undefined) {
    throw new AppError("RULE_NOT_FOUND", `There is no rule ${ruleId}.`);
  }
  return found;
}
