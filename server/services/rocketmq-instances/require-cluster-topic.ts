import { isReservedRocketmqTopic } from "@/lib/names";
import type { RocketmqTarget } from "@/lib/rules/desired";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";

/** RocketMQ's own topics do not exist for people. */
export async function requireClusterTopic(
  context: ServiceContext,
  target: RocketmqTarget,
  topic: string,
): Promise<void> {
  if (isReservedRocketmqTopic(topic) || (await context.rocketmq.topicStatus(target, topic)) === "missing") {
    throw new AppError("TOPIC_NOT_FOUND", `There is no topic ${topic} on the cluster of ${target.instanceId}.`);
  }
}
