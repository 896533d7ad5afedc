import { listRulesOfTopics } from "@/db/queries/rules";
import * as topics from "@/db/queries/topics";
import type { Topic } from "@/lib/instances/schemas";
import type { Page, PageQuery } from "@/lib/pages";
import type { ServiceContext } from "@/server/context";
import { requireInstance } from "@/server/services/shared/require";
import { toTopic } from "@/server/services/shared/views";

export function listTopics({ db }: ServiceContext, instanceId: string, query: PageQuery): Page<Topic> {
  requireInstance(db, instanceId);
  const { rows, total } = topics.listTopics(db, instanceId, query);
  const names = rows.map((row) => row.name);
  const rules = listRulesOfTopics(db, instanceId, names);
  return { items: rows.map((row) => toTopic(row, rules)), page: query.page, pageSize: query.pageSize, total };
}
