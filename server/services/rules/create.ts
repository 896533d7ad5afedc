import type { AppExecutor } from "@/db/client";
import { countRules, findRule, findRuleOfResource, insertRule } from "@/db/queries/rules";
import type { RuleRow } from "@/db/schema/app/rules";
import type { CreateRuleInput, Rule } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { announce, audit, commit } from "@/server/services/shared/commit";
import { mapUnique } from "@/server/services/shared/constraints";
import { keepVersion } from "@/server/services/shared/keep-version";
import { requireInstance, requireRule } from "@/server/services/shared/require";
import { toAuditedRule } from "@/server/services/shared/views";
import { checkCluster } from "./check-cluster";
import {
  checkMqttEnd,
  checkRocketmqEnd,
  duplicateSource,
  type RuleCandidate,
  requireAvailableType,
  requireKernel,
} from "./checks";
import { toEnds } from "./ends";
import { requireForgotten } from "./forgotten";
import { showRule } from "./show";

export async function createRule(context: ServiceContext, instanceId: string, input: CreateRuleInput): Promise<Rule> {
  const rocketmq = check(context.db, context, instanceId, input);
  const { rocketmqTopic } = toEnds(input);
  await checkCluster(context, rocketmq, { type: input.type, status: input.status, rocketmqTopic });
  const row = writeNewRule(context, instanceId, input);
  announce(context);
  return showRule(context, row);
}

/** Everything the database knows; run before the cluster is asked, and again in the transaction. */
function check(db: AppExecutor, context: ServiceContext, instanceId: string, input: CreateRuleInput) {
  const { row: instance } = requireInstance(db, instanceId);
  requireAvailableType(input.type);
  requireKernel(instance);
  if (findRule(db, input.ruleId) !== undefined) {
    throw ruleIdTaken(input.ruleId);
  }
  requireForgotten(db, input.ruleId);
  const candidate: RuleCandidate = { ruleId: input.ruleId, type: input.type, ends: toEnds(input), instance };
  checkMqttEnd(db, candidate);
  const ruleCount = countRules(db, { instanceId });
  if (ruleCount >= instance.ruleQuota) {
    throw new AppError(
      "RULE_QUOTA_EXCEEDED",
      `${instance.name} has ${ruleCount} of ${instance.ruleQuota} rules. Delete one or raise ruleQuota.`,
    );
  }
  return checkRocketmqEnd(db, candidate, context.config);
}

/** Checks and writes in one transaction; the cluster is not asked and nobody is told. */
export function writeNewRule(context: ServiceContext, instanceId: string, input: CreateRuleInput): RuleRow {
  const write = () => commitCreate(context, instanceId, input);
  return mapUnique(write, () => toRaceError(context, instanceId, input));
}

function commitCreate(context: ServiceContext, instanceId: string, input: CreateRuleInput): RuleRow {
  return commit(context, (tx) => {
    check(tx, context, instanceId, input);
    const now = context.now();
    insertRule(tx, {
      ruleId: input.ruleId,
      instanceId,
      description: input.description,
      status: input.status,
      type: input.type,
      ...toEnds(input),
      createdAt: now,
      updatedAt: now,
      version: 1,
    });
    const row = requireRule(tx, input.ruleId);
    keepVersion(tx, context, row, { change: "create" });
    audit(tx, context, {
      action: "rule.create",
      entityType: "rule",
      entityId: input.ruleId,
      instanceId,
      after: toAuditedRule(row),
    });
    return row;
  });
}

function ruleIdTaken(ruleId: string): AppError {
  const message = `A rule ${ruleId} exists already; rule IDs are unique over all instances. Choose another one.`;
  return new AppError("RULE_ID_TAKEN", message, { errors: [{ field: "ruleId", message }] });
}

/** The indexes caught what the checks could not see; which of the two it was is read again. */
function toRaceError(context: ServiceContext, instanceId: string, input: CreateRuleInput): AppError | undefined {
  if (findRule(context.db, input.ruleId) !== undefined) {
    return ruleIdTaken(input.ruleId);
  }
  const ends = toEnds(input);
  const resource = ends.groupId === null ? { mqttTopic: ends.mqttTopic ?? "" } : { groupId: ends.groupId };
  const other = findRuleOfResource(context.db, instanceId, input.type, resource);
  return other && duplicateSource(input.type, ends, other.ruleId);
}
