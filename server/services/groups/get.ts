import type { AppExecutor } from "@/db/client";
import { listRulesOfGroups } from "@/db/queries/rules";
import type { Group } from "@/lib/instances/schemas";
import type { ServiceContext } from "@/server/context";
import { requireGroup } from "@/server/services/shared/require";
import { toGroup } from "@/server/services/shared/views";

export function getGroup({ db }: ServiceContext, instanceId: string, groupId: string): Group {
  return readGroup(db, instanceId, groupId);
}

export function readGroup(db: AppExecutor, instanceId: string, groupId: string): Group {
  const row = requireGroup(db, instanceId, groupId);
  return toGroup(row, listRulesOfGroups(db, instanceId, [groupId]));
}
