import { updateRule as updateRow } from "@/db/queries/rules";
import type { RuleRow } from "@/db/schema/app/rules";
import type { CreateRuleInput, Rule, UpdateRuleInput } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { announce, audit, commit } from "@/server/services/shared/commit";
import { keepVersion, type VersionOrigin } from "@/server/services/shared/keep-version";
import { requireInstance, requireRule } from "@/server/services/shared/require";
import { backlogNotEmpty, readBacklog } from "@/server/services/shared/runtime-calls";
import { requireVersion } from "@/server/services/shared/version-check";
import { toAuditedRule } from "@/server/services/shared/views";
import { checkCluster } from "./check-cluster";
import { checkMqttEnd, checkRocketmqEnd, requireAvailableType, requireKernel } from "./checks";
import { hasSameMqttEnd, hasSameRocketmqEnd, toEnds } from "./ends";
import { mergeRule } from "./merge";
import { showRule } from "./show";

/** Changes anything but the ID. Only what changes is checked: a rule whose cluster is away can still be described anew or disabled. */
export async function updateRule(
  context: ServiceContext,
  ruleId: string,
  patch: UpdateRuleInput,
  origin: VersionOrigin = { change: "update" },
): Promise<Rule> {
  const before = requireRule(context.db, ruleId);
  requireVersion(patch.version, before.version);
  const merged = mergeRule(before, patch);
  const ends = toEnds(merged);
  const instance = requireInstance(context.db, before.instanceId).row;
  const candidate = { ruleId, type: merged.type, ends, instance };
  if (merged.status === "enabled" && before.status === "disabled") {
    requireKernel(instance);
  }
  if (!hasSameMqttEnd(before, merged.type, ends)) {
    requireAvailableType(merged.type);
    requireKernel(instance);
    checkMqttEnd(context.db, candidate);
  }
  if (!hasSameRocketmqEnd(before, ends)) {
    const rocketmq = checkRocketmqEnd(context.db, candidate, context.config);
    const { type, status } = merged;
    await checkCluster(context, rocketmq, { type, status, rocketmqTopic: ends.rocketmqTopic });
    await refuseWithBacklog(context, ruleId, patch);
  }
  const row = commitUpdate(context, before, merged, origin);
  announce(context);
  return showRule(context, row);
}

/** Stored messages were promised to the old destination. */
async function refuseWithBacklog(context: ServiceContext, ruleId: string, patch: UpdateRuleInput): Promise<void> {
  if (patch.backlog === "move") {
    return;
  }
  const { spooled } = await readBacklog(context, ruleId);
  if (spooled > 0) {
    throw backlogNotEmpty(
      ruleId,
      spooled,
      'Wait until they are delivered, or send backlog: "move" to take them along.',
    );
  }
}

function commitUpdate(
  context: ServiceContext,
  before: RuleRow,
  merged: CreateRuleInput,
  origin: VersionOrigin,
): RuleRow {
  return commit(context, (tx) => {
    const current = requireRule(tx, before.ruleId);
    requireVersion(before.version, current.version);
    const ends = toEnds(merged);
    const instance = requireInstance(tx, current.instanceId).row;
    const candidate = { ruleId: current.ruleId, type: merged.type, ends, instance };
    if (!hasSameMqttEnd(current, merged.type, ends)) {
      checkMqttEnd(tx, candidate);
    }
    if (!hasSameRocketmqEnd(current, ends)) {
      checkRocketmqEnd(tx, candidate, context.config);
    }
    updateRow(tx, current.ruleId, {
      description: merged.description,
      status: merged.status,
      type: merged.type,
      ...ends,
      updatedAt: context.now(),
      version: current.version + 1,
    });
    const row = requireRule(tx, current.ruleId);
    keepVersion(tx, context, row, origin);
    audit(tx, context, {
      action: `rule.${origin.change}`,
      entityType: "rule",
      entityId: current.ruleId,
      instanceId: current.instanceId,
      before: toAuditedRule(current),
      after: { ...toAuditedRule(row), ...(origin.restoredFrom && { restoredFrom: origin.restoredFrom }) },
    });
    return row;
  });
}
