import type { AppExecutor } from "@/db/client";
import { dropOldestDeliveries, insertDelivery } from "@/db/queries/alert-deliveries";
import { addDropped, listEnabledWebhookIds } from "@/db/queries/alert-webhooks";
import { type NoticeAlert, toNotice } from "./notice";

/** Notices that may wait for one webhook; beyond that the oldest go. */
export const waitingMax = 500;

/** Puts one notice for each enabled webhook into the outbox, in the transaction of what it tells of. */
export function enqueueNotices(
  tx: AppExecutor,
  event: "alert.raised" | "alert.resolved",
  alert: NoticeAlert,
  { now, version, keptMax = waitingMax }: { now: Date; version: string; keptMax?: number },
): void {
  for (const webhookId of listEnabledWebhookIds(tx)) {
    const { deliveryId, body } = toNotice(event, alert, version);
    insertDelivery(tx, { deliveryId, webhookId, event, body, createdAt: now, nextAttemptAt: now });
    const dropped = dropOldestDeliveries(tx, webhookId, keptMax);
    if (dropped > 0) {
      addDropped(tx, webhookId, dropped);
    }
  }
}
