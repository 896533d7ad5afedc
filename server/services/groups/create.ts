import { insertGroup } from "@/db/queries/groups";
import type { CreateGroupInput, Group } from "@/lib/instances/schemas";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { audit, commit } from "@/server/services/shared/commit";
import { mapUnique } from "@/server/services/shared/constraints";
import { requireInstance } from "@/server/services/shared/require";
import { readGroup } from "./get";

export function createGroup(context: ServiceContext, instanceId: string, { groupId }: CreateGroupInput): Group {
  const write = () =>
    commit(context, (tx) => {
      requireInstance(tx, instanceId);
      insertGroup(tx, { instanceId, groupId, createdAt: context.now() });
      const created = readGroup(tx, instanceId, groupId);
      audit(tx, context, {
        action: "group.create",
        entityType: "group",
        entityId: groupId,
        instanceId,
        after: created,
      });
      return created;
    });
  return mapUnique(write, () => {
    const message = `The instance already has a group ${groupId} (ignoring case).`;
    return new AppError("GROUP_EXISTS", message, { errors: [{ field: "groupId", message }] });
  });
}
