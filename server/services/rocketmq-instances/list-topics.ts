import { toRocketmqTarget } from "@/db/queries/desired-rules";
import { isReservedRocketmqTopic } from "@/lib/names";
import type { Page, PageQuery } from "@/lib/pages";
import type { RocketmqTopic } from "@/lib/rocketmq/schemas";
import type { ServiceContext } from "@/server/context";
import { requireRocketmqInstance } from "@/server/services/shared/require";

/** Read from the cluster itself, each time. */
export async function listRocketmqTopics(
  context: ServiceContext,
  instanceId: string,
  query: PageQuery,
): Promise<Page<RocketmqTopic>> {
  const { row } = requireRocketmqInstance(context.db, instanceId);
  const needle = query.q?.toLowerCase() ?? "";
  const topics = (await context.rocketmq.listTopics(toRocketmqTarget(row)))
    .filter((topic) => !isReservedRocketmqTopic(topic.name) && topic.name.toLowerCase().includes(needle))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const start = (query.page - 1) * query.pageSize;
  return {
    items: topics.slice(start, start + query.pageSize),
    page: query.page,
    pageSize: query.pageSize,
    total: topics.length,
  };
}
