import { toRocketmqTarget } from "@/db/queries/desired-rules";
import { updateRocketmqInstance } from "@/db/queries/rocketmq-instances";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import type { ServiceContext } from "@/server/context";
import { requireRocketmqInstance } from "@/server/services/shared/require";
import { detectVersionIfReachable } from "@/server/services/shared/series";
import { toRocketmqInstance } from "@/server/services/shared/views";

/** Fills in the version of a cluster that could not be reached before. */
export async function getRocketmqInstance(context: ServiceContext, instanceId: string): Promise<RocketmqInstance> {
  const found = requireRocketmqInstance(context.db, instanceId);
  if (found.row.detectedVersion === null) {
    const detectedVersion = await detectVersionIfReachable(context, toRocketmqTarget(found.row));
    if (detectedVersion !== undefined) {
      updateRocketmqInstance(context.db, instanceId, { detectedVersion });
    }
  }
  return toRocketmqInstance(requireRocketmqInstance(context.db, instanceId));
}
