import * as groups from "@/db/queries/groups";
import { listRulesOfGroups } from "@/db/queries/rules";
import type { Group } from "@/lib/instances/schemas";
import type { Page, PageQuery } from "@/lib/pages";
import type { ServiceContext } from "@/server/context";
import { requireInstance } from "@/server/services/shared/require";
import { toGroup } from "@/server/services/shared/views";

export function listGroups({ db }: ServiceContext, instanceId: string, query: PageQuery): Page<Group> {
  requireInstance(db, instanceId);
  const { rows, total } = groups.listGroups(db, instanceId, query);
  const groupIds = rows.map((row) => row.groupId);
  const rules = listRulesOfGroups(db, instanceId, groupIds);
  return { items: rows.map((row) => toGroup(row, rules)), page: query.page, pageSize: query.pageSize, total };
}
