import { toRocketmqTarget } from "@/db/queries/desired-rules";
import { updateRocketmqInstance as updateRow } from "@/db/queries/rocketmq-instances";
import { listRulesOfRocketmqInstance } from "@/db/queries/rules";
import type { RocketmqInstanceRow } from "@/db/schema/app/rocketmq-instances";
import type { RuleRow } from "@/db/schema/app/rules";
import type { RocketmqInstance, UpdateRocketmqInstanceInput } from "@/lib/rocketmq/schemas";
import type { ServiceContext } from "@/server/context";
import { AppError, invalid } from "@/server/errors";
import { nameTaken } from "@/server/services/instances/errors";
import { announce, audit, commit } from "@/server/services/shared/commit";
import { mapUnique } from "@/server/services/shared/constraints";
import { inUse, refuseOtherRegion } from "@/server/services/shared/in-use";
import { requireRocketmqInstance } from "@/server/services/shared/require";
import { detectVersionIfReachable, requireDeclaredSeries } from "@/server/services/shared/series";
import { requireVersion } from "@/server/services/shared/version-check";
import { toRocketmqInstance } from "@/server/services/shared/views";
import { withoutUndefined } from "@/server/services/shared/without-undefined";
import { requireFittingEndpoint } from "./endpoint";

const connectionFields = ["series", "endpoint", "namespace", "accessKey", "secretKey", "securityToken", "tls"] as const;

export async function updateRocketmqInstance(
  context: ServiceContext,
  instanceId: string,
  input: UpdateRocketmqInstanceInput,
): Promise<RocketmqInstance> {
  const before = requireRocketmqInstance(context.db, instanceId);
  requireVersion(input.version, before.row.version);
  refuseOtherRegion(before.row.regionId, input.regionId);
  const changes = toChanges(before.row, input);
  const detectedVersion = await checkConnection(context, before.row, changes);
  const write = () => commitUpdate(context, instanceId, before.row.version, { ...changes, detectedVersion });
  const updated = mapUnique(write, () => nameTaken(input.name ?? before.row.name, before.row.regionId));
  context.rocketmq.forget(instanceId);
  announce(context);
  return updated;
}

function toChanges(row: RocketmqInstanceRow, input: UpdateRocketmqInstanceInput): Partial<RocketmqInstanceRow> {
  const { version, regionId, ...fields } = input;
  const changes: Partial<RocketmqInstanceRow> = withoutUndefined(fields);
  const fixed = connectionFields.find((field) => field in changes);
  if (row.broker === "embedded" && fixed !== undefined) {
    throw invalid(fixed, "The embedded RocketMQ's connection follows the settings of the product.");
  }
  requireFittingEndpoint(changes.series ?? row.series, changes.endpoint ?? row.endpoint);
  return changes;
}

/** Before a connection that rules use is changed, the new one is tried: topics must be there. Returns the version found. */
async function checkConnection(
  context: ServiceContext,
  row: RocketmqInstanceRow,
  changes: Partial<RocketmqInstanceRow>,
): Promise<string | null> {
  if (!connectionFields.some((field) => field in changes)) {
    return row.detectedVersion;
  }
  const rules = listRulesOfRocketmqInstance(context.db, row.instanceId);
  const series = changes.series ?? row.series;
  if (rules.length > 0 && !context.config.rocketmqSeries.includes(series)) {
    throw inUse(`Rules cannot use series ${series}`, rules, "Keep the series or delete these rules first.");
  }
  // The pool keeps one client for an instance; the changed target must not meet the old one.
  context.rocketmq.forget(row.instanceId);
  const target = toRocketmqTarget({ ...row, ...changes });
  try {
    const detectedVersion = await detectVersionIfReachable(context, target);
    requireDeclaredSeries(series, detectedVersion);
    const missing = detectedVersion === undefined ? [] : await findRulesWithoutTopic(context, target, rules);
    if (missing.length > 0) {
      throw inUse("The new cluster lacks destination topics", missing, "Create these topics there first.");
    }
    return detectedVersion ?? null;
  } finally {
    context.rocketmq.forget(row.instanceId);
  }
}

async function findRulesWithoutTopic(
  context: ServiceContext,
  target: ReturnType<typeof toRocketmqTarget>,
  rules: readonly RuleRow[],
): Promise<RuleRow[]> {
  const missing = new Set<string>();
  for (const topic of new Set(rules.map((rule) => rule.rocketmqTopic))) {
    if ((await context.rocketmq.topicStatus(target, topic)) === "missing") {
      missing.add(topic);
    }
  }
  return rules.filter((rule) => missing.has(rule.rocketmqTopic));
}

function commitUpdate(
  context: ServiceContext,
  instanceId: string,
  version: number,
  changes: Partial<RocketmqInstanceRow>,
): RocketmqInstance {
  return commit(context, (tx) => {
    const before = requireRocketmqInstance(tx, instanceId);
    if (before.row.version !== version) {
      throw new AppError("VERSION_CONFLICT", "It was changed in the meantime. Read it again and repeat the change.");
    }
    updateRow(tx, instanceId, { ...changes, updatedAt: context.now(), version: version + 1 });
    const after = toRocketmqInstance(requireRocketmqInstance(tx, instanceId));
    audit(tx, context, {
      action: "rocketmqInstance.update",
      entityType: "rocketmqInstance",
      entityId: instanceId,
      before: toRocketmqInstance(before),
      after,
    });
    return after;
  });
}
