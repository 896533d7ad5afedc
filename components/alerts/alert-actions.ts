import type { Action } from "@/components/forms/action";
import type { AlertWebhook, CreateAlertWebhookInput, UpdateAlertWebhookInput } from "@/lib/alerts/schemas";

export interface AlertWebhookActions {
  create: Action<CreateAlertWebhookInput, AlertWebhook>;
  update: Action<{ webhookId: string; changes: UpdateAlertWebhookInput }, AlertWebhook>;
  remove: Action<{ webhookId: string }, null>;
}
