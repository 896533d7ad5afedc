"use server";

import { z } from "zod";
import { CreateTopicInput, PublishInput, UpdateTopicInput } from "@/lib/instances/schemas";
import { defineAction, requireOperator } from "@/server/action";
import { publishTestMessage } from "@/server/services/instances/publish";
import { createTopic } from "@/server/services/topics/create";
import { deleteTopic } from "@/server/services/topics/delete";
import { updateTopic } from "@/server/services/topics/update";

export const createTopicAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), topic: CreateTopicInput }),
  authorise: requireOperator,
  run: (context, { instanceId, topic }) => createTopic(context, instanceId, topic),
});

export const updateTopicAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), name: z.string(), changes: UpdateTopicInput }),
  authorise: requireOperator,
  run: (context, { instanceId, name, changes }) => updateTopic(context, instanceId, name, changes),
});

export const deleteTopicAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), name: z.string() }),
  authorise: requireOperator,
  run: (context, { instanceId, name }) => {
    deleteTopic(context, instanceId, name);
    return null;
  },
});

export const publishAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), message: PublishInput }),
  authorise: requireOperator,
  run: (context, { instanceId, message }) => publishTestMessage(context, instanceId, message),
});
