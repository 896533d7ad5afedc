import { listMqttInstances } from "@/db/queries/mqtt-instances";
import type { Instance, ListInstancesQuery } from "@/lib/instances/schemas";
import type { Page } from "@/lib/pages";
import type { ServiceContext } from "@/server/context";
import { toInstance } from "@/server/services/shared/views";

export function listInstances({ db }: ServiceContext, query: ListInstancesQuery): Page<Instance> {
  const { rows, total } = listMqttInstances(db, query);
  return { items: rows.map(toInstance), page: query.page, pageSize: query.pageSize, total };
}
