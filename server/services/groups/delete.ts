import * as groups from "@/db/queries/groups";
import { listRulesOfGroups } from "@/db/queries/rules";
import type { ServiceContext } from "@/server/context";
import { audit, commit } from "@/server/services/shared/commit";
import { inUse } from "@/server/services/shared/in-use";
import { readGroup } from "./get";

export function deleteGroup(context: ServiceContext, instanceId: string, groupId: string): void {
  commit(context, (tx) => {
    const before = readGroup(tx, instanceId, groupId);
    const rules = listRulesOfGroups(tx, instanceId, [groupId]);
    if (rules.length > 0) {
      throw inUse(`Group ${groupId} cannot be deleted`, rules, "Delete these rules first.");
    }
    groups.deleteGroup(tx, instanceId, groupId);
    audit(tx, context, { action: "group.delete", entityType: "group", entityId: groupId, instanceId, before });
  });
}
