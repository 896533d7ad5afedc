import type { AppExecutor } from "@/db/client";
import { updateRule as updateRow } from "@/db/queries/rules";
import type { RocketmqInstanceRow } from "@/db/schema/app/rocketmq-instances";
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

/** Changes anything but the ID; what is so already makes no new version. Only what changes is checked: a rule whose cluster is away can still be described anew or disabled. */
export async function updateRule(
  context: ServiceContext,
  ruleId: string,
  patch: UpdateRuleInput,
  origin: VersionOrigin = { change: "update" },
): Promise<Rule> {
  const before = requireRule(context.db, ruleId);
  requireVersion(patch.version, before.version);
  const merged = mergeRule(before, patch);
  if (isSame(before, merged)) {
    return showRule(context, before);
  }
  await checkDestination(context, before, merged, patch.backlog);
  const row = writeUpdate(context, before, merged, origin);
  announce(context);
  return showRule(context, row);
}

function isSame(before: RuleRow, merged: CreateRuleInput): boolean {
  const ends = toEnds(merged);
  return (
    before.description === merged.description &&
    before.status === merged.status &&
    hasSameMqttEnd(before, merged.type, ends) &&
    hasSameRocketmqEnd(before, ends)
  );
}

/** What only others know: the cluster of a new RocketMQ end, and the runtime, where stored messages were promised to the old one. */
async function checkDestination(
  context: ServiceContext,
  before: RuleRow,
  merged: CreateRuleInput,
  backlog: UpdateRuleInput["backlog"],
): Promise<void> {
  const rocketmq = checkChange(context.db, context, before, merged);
  if (rocketmq === undefined) {
    return;
  }
  const { type, status } = merged;
  await checkCluster(context, rocketmq, { type, status, rocketmqTopic: toEnds(merged).rocketmqTopic });
  if (backlog !== "move") {
    await refuseWithBacklog(context, before.ruleId);
  }
}

/** Everything the database knows of what changes; returns the RocketMQ instance when that end is another one. */
function checkChange(
  db: AppExecutor,
  context: ServiceContext,
  before: RuleRow,
  merged: CreateRuleInput,
): RocketmqInstanceRow | undefined {
  const ends = toEnds(merged);
  const instance = requireInstance(db, before.instanceId).row;
  const candidate = { ruleId: before.ruleId, type: merged.type, ends, instance };
  if (merged.status === "enabled" && before.status === "disabled") {
    requireKernel(instance);
  }
  if (!hasSameMqttEnd(before, merged.type, ends)) {
    requireAvailableType(merged.type);
    requireKernel(instance);
    checkMqttEnd(db, candidate);
  }
  return hasSameRocketmqEnd(before, ends) ? undefined : checkRocketmqEnd(db, candidate, context.config);
}

export async function refuseWithBacklog(context: ServiceContext, ruleId: string): Promise<void> {
  const { spooled } = await readBacklog(context, ruleId);
  if (spooled > 0) {
    throw backlogNotEmpty(
      ruleId,
      spooled,
      'Wait until they are delivered, or send backlog: "move" to take them along.',
    );
  }
}

/** Checks again and writes in one transaction; nobody is told. */
export function writeUpdate(
  context: ServiceContext,
  before: RuleRow,
  merged: CreateRuleInput,
  origin: VersionOrigin,
): RuleRow {
  return commit(context, (tx) => {
    const current = requireRule(tx, before.ruleId);
    requireVersion(before.version, current.version);
    checkChange(tx, context, current, merged);
    updateRow(tx, current.ruleId, {
      description: merged.description,
      status: merged.status,
      type: merged.type,
      ...toEnds(merged),
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
