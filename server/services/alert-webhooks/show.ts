import type { CountedAlertWebhook } from "@/db/queries/alert-webhooks";
import type { AlertWebhook } from "@/lib/alerts/schemas";
import { AppError } from "@/server/errors";

/** As people see it: without the secret. */
export function toAlertWebhook({ row, pendingCount }: CountedAlertWebhook): AlertWebhook {
  const { webhookId, name, url, status, droppedCount, lastDelivery, version } = row;
  return {
    webhookId,
    name,
    url,
    hasSecret: row.secret !== null,
    status,
    pendingCount,
    droppedCount,
    ...(lastDelivery && { lastDelivery }),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version,
  };
}

/** For the audit: an address may be a secret itself, so only its origin is kept. */
export function toAudited({ row }: CountedAlertWebhook): object {
  const { webhookId, name, url, status, version } = row;
  return { webhookId, name, urlOrigin: new URL(url).origin, hasSecret: row.secret !== null, status, version };
}

export function webhookNameTaken(name: string): AppError {
  const message = `Another alert webhook is called ${name} (ignoring case). Choose another name.`;
  return new AppError("NAME_TAKEN", message, { errors: [{ field: "name", message }] });
}
