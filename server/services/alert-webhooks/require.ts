import type { AppExecutor } from "@/db/client";
import { type CountedAlertWebhook, findAlertWebhook } from "@/db/queries/alert-webhooks";
import { AppError } from "@/server/errors";

/** The path's own resource, or 404. */
export function requireAlertWebhook(db: AppExecutor, webhookId: string): CountedAlertWebhook {
  const found = findAlertWebhook(db, webhookId);
  if (found === undefined) {
    throw new AppError("ALERT_WEBHOOK_NOT_FOUND", `There is no alert webhook ${webhookId}.`);
  }
  return found;
}
