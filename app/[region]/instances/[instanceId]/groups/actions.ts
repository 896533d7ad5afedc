"use server";

import { z } from "zod";
import { CreateGroupInput } from "@/lib/instances/schemas";
import { defineAction, requireOperator } from "@/server/action";
import { createGroup } from "@/server/services/groups/create";
import { deleteGroup } from "@/server/services/groups/delete";

export const createGroupAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), group: CreateGroupInput }),
  authorise: requireOperator,
  run: (context, { instanceId, group }) => createGroup(context, instanceId, group),
});

export const deleteGroupAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), groupId: z.string() }),
  authorise: requireOperator,
  run: (context, { instanceId, groupId }) => {
    deleteGroup(context, instanceId, groupId);
    return null;
  },
});
