import { toRocketmqTarget } from "@/db/queries/desired-rules";
import type { CreateRocketmqTopicInput, RocketmqTopic } from "@/lib/rocketmq/schemas";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { audit, commit } from "@/server/services/shared/commit";
import { requireRocketmqInstance } from "@/server/services/shared/require";

/** On the cluster itself. The topic is unique there ignoring case, as the original has it. */
export async function createRocketmqTopic(
  context: ServiceContext,
  instanceId: string,
  input: CreateRocketmqTopicInput,
): Promise<RocketmqTopic> {
  const { row } = requireRocketmqInstance(context.db, instanceId);
  const target = toRocketmqTarget(row);
  const existing = await context.rocketmq.listTopics(target);
  const taken = existing.find((topic) => topic.name.toLowerCase() === input.name.toLowerCase());
  if (taken !== undefined) {
    const message = `The cluster already has a topic ${taken.name}.`;
    throw new AppError("TOPIC_EXISTS", message, { errors: [{ field: "name", message }] });
  }
  await context.rocketmq.createTopic(target, input);
  const created = await context.rocketmq.listTopics(target);
  const topic = created.find((candidate) => candidate.name === input.name);
  commit(context, (tx) =>
    audit(tx, context, {
      action: "rocketmqTopic.create",
      entityType: "rocketmqTopic",
      entityId: input.name,
      instanceId,
      after: input,
    }),
  );
  // A 4.x broker does not keep the type: what was asked for is what it is used as.
  return { ...(topic ?? { ...input, brokers: [] }), messageType: input.messageType };
}
