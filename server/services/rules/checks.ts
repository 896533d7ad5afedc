import type { AppExecutor } from "@/db/client";
import { findGroup } from "@/db/queries/groups";
import { findRocketmqInstance } from "@/db/queries/rocketmq-instances";
import { findRuleOfResource } from "@/db/queries/rules";
import { findTopic } from "@/db/queries/topics";
import type { MqttInstanceRow } from "@/db/schema/app/mqtt-instances";
import type { RocketmqInstanceRow } from "@/db/schema/app/rocketmq-instances";
import { kernelHasRules } from "@/lib/instances/kinds";
import { availableRuleTypes } from "@/lib/rules/kinds";
import type { RuleType } from "@/lib/rules/schemas";
import type { ServiceConfig } from "@/server/context";
import { AppError, invalid, missingReference } from "@/server/errors";
import { requireDeclaredSeries } from "@/server/services/shared/series";
import { endFields, type RuleEnds } from "./ends";

export interface RuleCandidate {
  ruleId: string;
  type: RuleType;
  ends: RuleEnds;
  instance: MqttInstanceRow;
}

export function requireAvailableType(type: RuleType): void {
  if (!availableRuleTypes.includes(type)) {
    throw invalid("type", `Rules of type ${type} are not available yet. Create a dataOutbound rule.`);
  }
}

export function requireKernel(instance: MqttInstanceRow): void {
  if (!kernelHasRules(instance.kernelVersion)) {
    throw new AppError(
      "KERNEL_VERSION_UNSUPPORTED",
      `${instance.name} has kernel ${instance.kernelVersion}; rules need V3.x.x. Upgrade it and change its kernelVersion.`,
    );
  }
}

/** The MQTT side: the topic or group exists and has no other rule of this type. */
export function checkMqttEnd(db: AppExecutor, { ruleId, type, ends, instance }: RuleCandidate): void {
  const field = endFields[type].resource;
  if (ends.mqttTopic !== null && findTopic(db, instance.instanceId, ends.mqttTopic) === undefined) {
    const message = `${instance.name} has no parent topic ${ends.mqttTopic} (matched exactly). Create it first.`;
    throw missingReference("TOPIC_NOT_FOUND", field, message);
  }
  if (ends.groupId !== null && findGroup(db, instance.instanceId, ends.groupId) === undefined) {
    const message = `${instance.name} has no group ${ends.groupId} (matched exactly). Create it first.`;
    throw missingReference("GROUP_NOT_FOUND", field, message);
  }
  const other = findRuleOfResource(db, instance.instanceId, type, toResource(ends));
  if (other !== undefined && other.ruleId !== ruleId) {
    throw duplicateSource(type, ends, other.ruleId);
  }
}

function toResource(ends: RuleEnds): { mqttTopic: string } | { groupId: string } {
  return ends.groupId === null ? { mqttTopic: ends.mqttTopic ?? "" } : { groupId: ends.groupId };
}

export function duplicateSource(type: RuleType, ends: RuleEnds, otherRuleId: string): AppError {
  const message = `${ends.mqttTopic ?? ends.groupId} already has a rule of type ${type}: ${otherRuleId}. Change or delete that one.`;
  return new AppError("RULE_DUPLICATE_SOURCE", message, { errors: [{ field: endFields[type].resource, message }] });
}

/** The RocketMQ side as far as the database knows it: the instance exists, in the same region, of an allowed series. */
export function checkRocketmqEnd(
  db: AppExecutor,
  { type, ends, instance }: RuleCandidate,
  config: ServiceConfig,
): RocketmqInstanceRow {
  const field = endFields[type].rocketmqInstance;
  const found = findRocketmqInstance(db, ends.rocketmqInstanceId)?.row;
  if (found === undefined) {
    const message = `There is no RocketMQ instance ${ends.rocketmqInstanceId}. Register it first.`;
    throw missingReference("INSTANCE_NOT_FOUND", field, message);
  }
  if (found.regionId !== instance.regionId) {
    const message = `${instance.name} lies in ${instance.regionId}, ${found.name} in ${found.regionId}; a rule needs both in one region.`;
    throw new AppError("REGION_MISMATCH", message, { errors: [{ field, message }] });
  }
  if (!config.rocketmqSeries.includes(found.series)) {
    const allowed = config.rocketmqSeries.join(", ");
    const message = `${found.name} is of series ${found.series}; rules may use ${allowed}. An operator can allow more (SLUICE_ROCKETMQ_SERIES).`;
    throw new AppError("ROCKETMQ_SERIES_UNSUPPORTED", message, { errors: [{ field, message }] });
  }
  requireDeclaredSeries(found.series, found.detectedVersion ?? undefined);
  return found;
}
