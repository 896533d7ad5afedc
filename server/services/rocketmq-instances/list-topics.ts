import { toRocketmqTarget } from "@/db/queries/desired-rules";
import { isReservedRocketmqTopic } from "@/lib/names";
import type { Page, PageQuery } from "@/lib/pages";
import type { RocketmqTopic } from "@/lib/rocketmq/schemas";
import type { ServiceContext } from "@/server/context";
import { requireRocketmqInstance } from "@/server/services/shared/require";
import { withFigures } from "./topic-figures";

/** Read from the cluster itself, each time. */
export async function listRocketmqTopics(
  context: ServiceContext,
  instanceId: string,
  query: PageQuery,
): Promise<Page<RocketmqTopic>> {
  const { row } = requireRocketmqInstance(context.db, instanceId);
  const target = toRocketmqTarget(row);
  const needle = query.q?.toLowerCase() ?? "";
  const topics = (await context.rocketmq.listTopics(target))
    .filter((topic) => !isReservedRocketmqTopic(topic.name) && topic.name.toLowerCase().includes(needle))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const start = (query.page - 1) * query.pageSize;
  return {
    items: await withFigures(context, target, topics.slice(start, start + query.pageSize)),
    page: query.page,
    pageSize: query.pageSize,
    total: topics.length,
  };
}
