import { toRocketmqTarget } from "@/db/queries/desired-rules";
import { insertRocketmqInstance } from "@/db/queries/rocketmq-instances";
import type { RocketmqInstanceRow } from "@/db/schema/app/rocketmq-instances";
import type { CreateRocketmqInstanceInput, RocketmqInstance } from "@/lib/rocketmq/schemas";
import type { ServiceContext } from "@/server/context";
import { nameTaken } from "@/server/services/instances/errors";
import { audit, commit } from "@/server/services/shared/commit";
import { mapUnique } from "@/server/services/shared/constraints";
import { newRocketmqInstanceId } from "@/server/services/shared/ids";
import { requireRocketmqInstance } from "@/server/services/shared/require";
import { detectVersionIfReachable, requireDeclaredSeries } from "@/server/services/shared/series";
import { toRocketmqInstance } from "@/server/services/shared/views";
import { requireFittingEndpoint } from "./endpoint";

/**
 * Registers a cluster. The declared series is checked against the broker found when it can be reached; a cluster that is down can
 * be registered, and is checked when the first rule is made for it. Which series rules may use is the rules' own check.
 */
export async function createRocketmqInstance(
  context: ServiceContext,
  input: CreateRocketmqInstanceInput,
): Promise<RocketmqInstance> {
  requireFittingEndpoint(input.series, input.endpoint);
  const row = toRow(input, context.now());
  const detectedVersion = await detectVersionIfReachable(context, toRocketmqTarget(row));
  requireDeclaredSeries(input.series, detectedVersion);
  const write = () =>
    commit(context, (tx) => {
      insertRocketmqInstance(tx, { ...row, detectedVersion: detectedVersion ?? null });
      const created = toRocketmqInstance(requireRocketmqInstance(tx, row.instanceId));
      audit(tx, context, {
        action: "rocketmqInstance.create",
        entityType: "rocketmqInstance",
        entityId: row.instanceId,
        after: created,
      });
      return created;
    });
  try {
    return mapUnique(write, () => nameTaken(input.name, input.regionId));
  } catch (error) {
    context.rocketmq.forget(row.instanceId);
    throw error;
  }
}

function toRow(input: CreateRocketmqInstanceInput, now: Date): RocketmqInstanceRow {
  return {
    instanceId: newRocketmqInstanceId(input.series),
    name: input.name,
    regionId: input.regionId,
    series: input.series,
    broker: "external",
    endpoint: input.endpoint,
    namespace: input.namespace ?? null,
    accessKey: input.accessKey ?? null,
    secretKey: input.secretKey ?? null,
    securityToken: input.securityToken ?? null,
    tls: input.tls ?? null,
    requireReplica: input.requireReplica,
    detectedVersion: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}
