"use server";

import { z } from "zod";
import { CreateAlertWebhookInput, UpdateAlertWebhookInput } from "@/lib/alerts/schemas";
import { defineAction, requireOperator } from "@/server/action";
import { createAlertWebhook } from "@/server/services/alert-webhooks/create";
import { deleteAlertWebhook } from "@/server/services/alert-webhooks/delete";
import { updateAlertWebhook } from "@/server/services/alert-webhooks/update";

export const createAlertWebhookAction = defineAction({
  input: CreateAlertWebhookInput,
  authorise: requireOperator,
  run: createAlertWebhook,
});

export const updateAlertWebhookAction = defineAction({
  input: z.strictObject({ webhookId: z.string(), changes: UpdateAlertWebhookInput }),
  authorise: requireOperator,
  run: (context, { webhookId, changes }) => updateAlertWebhook(context, webhookId, changes),
});

export const deleteAlertWebhookAction = defineAction({
  input: z.strictObject({ webhookId: z.string() }),
  authorise: requireOperator,
  run: (context, { webhookId }) => {
    deleteAlertWebhook(context, webhookId);
    return null;
  },
});
