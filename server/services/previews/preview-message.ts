import { toRocketmqTarget } from "@/db/queries/desired-rules";
import { findRocketmqInstance } from "@/db/queries/rocketmq-instances";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { MappedMessage, type PreviewedMessage, type PreviewMessageInput } from "@/lib/rules/preview";
import { say } from "@/lib/said/say";
import type { ServiceContext } from "@/server/context";
import { AppError, invalid, missingReference } from "@/server/errors";
import { requireInstance } from "@/server/services/shared/require";
import { callRuntime } from "@/server/services/shared/runtime-calls";

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The RocketMQ message that a rule would make of a sample, by the runtime's own mapping. Nothing is published or sent. */
export async function previewMessage(
  context: ServiceContext,
  instanceId: string,
  input: PreviewMessageInput,
): Promise<PreviewedMessage> {
  requireInstance(context.db, instanceId);
  const { destination, payload, encoding, ...message } = input;
  if (encoding === "base64" && !base64.test(payload)) {
    throw invalid("payload", "This is not base64.");
  }
  const target = destination && requireTarget(context, destination.rocketmqInstanceId);
  const payloadBase64 = Buffer.from(payload, encoding).toString("base64");
  const params = { ...message, payloadBase64, isGrpc: target?.endpoint.protocol === "grpc" };
  const mapped = await callRuntime(context, { method: "previewMessage", params }, MappedMessage);
  if (destination === undefined || target === undefined) {
    return mapped;
  }
  return { ...mapped, topic: destination.topic, ...(await findQueue(context, target, destination.topic, mapped.lane)) };
}

export function requireTarget(context: ServiceContext, rocketmqInstanceId: string): RocketmqTarget {
  const found = findRocketmqInstance(context.db, rocketmqInstanceId)?.row;
  if (found === undefined) {
    const message = `There is no RocketMQ instance ${rocketmqInstanceId}. Register it first.`;
    throw missingReference("INSTANCE_NOT_FOUND", "destination.rocketmqInstanceId", message);
  }
  return toRocketmqTarget(found);
}

/** The same arithmetic as a rule's: the lane's home among the queues that can be written. */
async function findQueue(
  context: ServiceContext,
  target: RocketmqTarget,
  topic: string,
  lane: number,
): Promise<Pick<PreviewedMessage, "queue" | "queueProblem">> {
  try {
    const queues = await context.rocketmq.writableQueues(target, topic);
    const home = queues[lane % Math.max(1, queues.length)];
    return home === undefined
      ? { queueProblem: say("noQueue", { topic }) }
      : { queue: { ...home, queueCount: queues.length } };
  } catch (error) {
    if (error instanceof AppError) {
      return { queueProblem: error.message };
    }
    throw error;
  }
}
