import type { RocketmqTopic } from "@/lib/rocketmq/schemas";
import type { RocketmqTarget } from "@/lib/rules/desired";
import type { ServiceContext } from "@/server/context";

const inFlightMax = 8;
/** A list does not wait longer for its figures than a person would: topics not asked by then go without. */
const startWithinMs = 3_000;

/** Offsets and counts of the topics of one page. A topic whose broker does not tell keeps its place without figures. */
export async function withFigures(
  context: ServiceContext,
  target: RocketmqTarget,
  topics: readonly RocketmqTopic[],
): Promise<RocketmqTopic[]> {
  const filled = [...topics];
  const deadlineMs = performance.now() + startWithinMs;
  const waiting = topics.entries();
  async function work(): Promise<void> {
    for (const [index, topic] of waiting) {
      if (performance.now() > deadlineMs) {
        return;
      }
      filled[index] = await withFiguresOf(context, target, topic);
    }
  }
  await Promise.all(Array.from({ length: Math.min(inFlightMax, topics.length) }, work));
  return filled;
}

async function withFiguresOf(
  context: ServiceContext,
  target: RocketmqTarget,
  topic: RocketmqTopic,
): Promise<RocketmqTopic> {
  try {
    return { ...topic, ...(await context.rocketmq.topicFigures(target, topic.name)) };
  } catch (error) {
    context.log.debug(
      { instanceId: target.instanceId, topic: topic.name, err: error },
      "figures of a topic are unknown",
    );
    return topic;
  }
}
