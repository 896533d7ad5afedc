"use server";

import { z } from "zod";
import { CreateInstanceInput, UpdateInstanceInput } from "@/lib/instances/schemas";
import { defineAction, requireOperator } from "@/server/action";
import { createInstance } from "@/server/services/instances/create";
import { deleteInstance } from "@/server/services/instances/delete";
import { updateInstance } from "@/server/services/instances/update";

export const createInstanceAction = defineAction({
  input: CreateInstanceInput,
  authorise: requireOperator,
  run: createInstance,
});

export const updateInstanceAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), changes: UpdateInstanceInput }),
  authorise: requireOperator,
  run: (context, { instanceId, changes }) => updateInstance(context, instanceId, changes),
});

export const deleteInstanceAction = defineAction({
  input: z.strictObject({ instanceId: z.string() }),
  authorise: requireOperator,
  run: (context, { instanceId }) => {
    deleteInstance(context, instanceId);
    return null;
  },
});
