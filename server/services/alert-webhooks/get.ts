import type { AlertWebhook } from "@/lib/alerts/schemas";
import type { ServiceContext } from "@/server/context";
import { requireAlertWebhook } from "./require";
import { toAlertWebhook } from "./show";

export function getAlertWebhook({ db }: ServiceContext, webhookId: string): AlertWebhook {
  return toAlertWebhook(requireAlertWebhook(db, webhookId));
}
