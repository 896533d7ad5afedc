import { countAlertWebhooks, insertAlertWebhook } from "@/db/queries/alert-webhooks";
import { type AlertWebhook, alertWebhooksMax, type CreateAlertWebhookInput } from "@/lib/alerts/schemas";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { audit, commit } from "@/server/services/shared/commit";
import { mapUnique } from "@/server/services/shared/constraints";
import { newAlertWebhookId } from "@/server/services/shared/ids";
import { requireAlertWebhook } from "./require";
import { toAlertWebhook, toAudited, webhookNameTaken } from "./show";

/** It gets the alerts from now on. */
export function createAlertWebhook(context: ServiceContext, input: CreateAlertWebhookInput): AlertWebhook {
  const now = context.now();
  const webhookId = newAlertWebhookId();
  const write = () =>
    commit(context, (tx) => {
      if (countAlertWebhooks(tx) >= alertWebhooksMax) {
        const message = `There are ${alertWebhooksMax} alert webhooks. Delete one that is no longer needed.`;
        throw new AppError("ALERT_WEBHOOK_QUOTA_EXCEEDED", message);
      }
      const { name, url, secret = null, status } = input;
      insertAlertWebhook(tx, {
        ...{ webhookId, name, url, secret, status, droppedCount: 0, lastDelivery: null },
        ...{ createdAt: now, updatedAt: now, version: 1 },
      });
      const created = requireAlertWebhook(tx, webhookId);
      audit(tx, context, {
        action: "alertWebhook.create",
        entityType: "alertWebhook",
        entityId: webhookId,
        after: toAudited(created),
      });
      return toAlertWebhook(created);
    });
  return mapUnique(write, () => webhookNameTaken(input.name));
}
