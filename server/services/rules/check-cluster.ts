import { toRocketmqTarget } from "@/db/queries/desired-rules";
import { updateRocketmqInstance } from "@/db/queries/rocketmq-instances";
import type { RocketmqInstanceRow } from "@/db/schema/app/rocketmq-instances";
import type { RuleStatus, RuleType } from "@/lib/rules/schemas";
import type { ServiceContext } from "@/server/context";
import { AppError, missingReference } from "@/server/errors";
import { requireDeclaredSeries } from "@/server/services/shared/series";
import { endFields } from "./ends";

/**
 * Asks the cluster itself: is it of the declared series, and does the topic exist? An enabled rule needs the answer, so a cluster
 * that cannot be reached is UNAVAILABLE; a disabled one may be written down before its cluster is up.
 */
export async function checkCluster(
  context: ServiceContext,
  row: RocketmqInstanceRow,
  rule: { type: RuleType; status: RuleStatus; rocketmqTopic: string },
): Promise<void> {
  try {
    await checkReachable(context, row, rule);
  } catch (error) {
    if (rule.status === "enabled" || !(error instanceof AppError && error.code === "UNAVAILABLE")) {
      throw error;
    }
  }
}

async function checkReachable(
  context: ServiceContext,
  row: RocketmqInstanceRow,
  { type, rocketmqTopic }: { type: RuleType; rocketmqTopic: string },
): Promise<void> {
  const target = toRocketmqTarget(row);
  if (row.detectedVersion === null) {
    const detectedVersion = await context.rocketmq.detectVersion(target);
    requireDeclaredSeries(row.series, detectedVersion);
    updateRocketmqInstance(context.db, row.instanceId, { detectedVersion: detectedVersion ?? null });
  }
  if ((await context.rocketmq.topicStatus(target, rocketmqTopic)) === "missing") {
    const message = `${row.name} has no topic ${rocketmqTopic}. Create it there first.`;
    throw missingReference("TOPIC_NOT_FOUND", endFields[type].rocketmqTopic, message);
  }
}
