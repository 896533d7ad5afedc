import { deleteAlertWebhook as deleteRow } from "@/db/queries/alert-webhooks";
import type { ServiceContext } from "@/server/context";
import { audit, commit } from "@/server/services/shared/commit";
import { requireAlertWebhook } from "./require";
import { toAudited } from "./show";

/** Notices that wait for it are thrown away. */
export function deleteAlertWebhook(context: ServiceContext, webhookId: string): void {
  commit(context, (tx) => {
    const before = requireAlertWebhook(tx, webhookId);
    deleteRow(tx, webhookId);
    audit(tx, context, {
      action: "alertWebhook.delete",
      entityType: "alertWebhook",
      entityId: webhookId,
      before: toAudited(before),
    });
  });
}
