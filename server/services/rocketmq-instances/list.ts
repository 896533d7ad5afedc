import * as instances from "@/db/queries/rocketmq-instances";
import type { Page } from "@/lib/pages";
import type { ListRocketmqInstancesQuery, RocketmqInstance } from "@/lib/rocketmq/schemas";
import type { ServiceContext } from "@/server/context";
import { toRocketmqInstance } from "@/server/services/shared/views";

export function listRocketmqInstances(
  { db }: ServiceContext,
  query: ListRocketmqInstancesQuery,
): Page<RocketmqInstance> {
  const { rows, total } = instances.listRocketmqInstances(db, query);
  return { items: rows.map(toRocketmqInstance), page: query.page, pageSize: query.pageSize, total };
}
