"use server";

import { z } from "zod";
import {
  CreateRocketmqInstanceInput,
  CreateRocketmqTopicInput,
  UpdateRocketmqInstanceInput,
} from "@/lib/rocketmq/schemas";
import { defineAction, requireOperator } from "@/server/action";
import { createRocketmqInstance } from "@/server/services/rocketmq-instances/create";
import { createRocketmqTopic } from "@/server/services/rocketmq-instances/create-topic";
import { deleteRocketmqInstance } from "@/server/services/rocketmq-instances/delete";
import { deleteRocketmqTopic } from "@/server/services/rocketmq-instances/delete-topic";
import { updateRocketmqInstance } from "@/server/services/rocketmq-instances/update";

export const createRocketmqInstanceAction = defineAction({
  input: CreateRocketmqInstanceInput,
  authorise: requireOperator,
  run: createRocketmqInstance,
});

export const updateRocketmqInstanceAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), changes: UpdateRocketmqInstanceInput }),
  authorise: requireOperator,
  run: (context, { instanceId, changes }) => updateRocketmqInstance(context, instanceId, changes),
});

export const deleteRocketmqInstanceAction = defineAction({
  input: z.strictObject({ instanceId: z.string() }),
  authorise: requireOperator,
  run: (context, { instanceId }) => {
    deleteRocketmqInstance(context, instanceId);
    return null;
  },
});

export const createRocketmqTopicAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), topic: CreateRocketmqTopicInput }),
  authorise: requireOperator,
  run: (context, { instanceId, topic }) => createRocketmqTopic(context, instanceId, topic),
});

export const deleteRocketmqTopicAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), topic: z.string() }),
  authorise: requireOperator,
  run: async (context, { instanceId, topic }) => {
    await deleteRocketmqTopic(context, instanceId, topic);
    return null;
  },
});
