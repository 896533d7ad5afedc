import { toRocketmqTarget } from "@/db/queries/desired-rules";
import type { BrowsedMessage, BrowseMessagesQuery } from "@/lib/rocketmq/schemas";
import type { ServiceContext } from "@/server/context";
import { invalid } from "@/server/errors";
import { requireRocketmqInstance } from "@/server/services/shared/require";
import { requireClusterTopic } from "./require-cluster-topic";

/** Reads without consuming: no group's offset moves. */
export async function browseMessages(
  context: ServiceContext,
  instanceId: string,
  topic: string,
  query: BrowseMessagesQuery,
): Promise<{ items: BrowsedMessage[] }> {
  const { row } = requireRocketmqInstance(context.db, instanceId);
  requireOperands(query);
  const target = toRocketmqTarget(row);
  await requireClusterTopic(context, target, topic);
  return { items: await context.rocketmq.browse(target, topic, query) };
}

function requireOperands(query: BrowseMessagesQuery): void {
  if (query.by === "key" && !query.key) {
    throw invalid("key", "Enter the key to look for.");
  }
  if (query.by === "messageId" && !query.messageId) {
    throw invalid("messageId", "Enter the message ID to look for.");
  }
  if (query.by === "time" && query.from === undefined) {
    throw invalid("from", "Enter the time to start from.");
  }
  if (query.from !== undefined && query.to !== undefined && Date.parse(query.from) > Date.parse(query.to)) {
    throw invalid("to", "The end lies before the start.");
  }
}
