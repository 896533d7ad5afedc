import type { WebhookAnswer } from "@/lib/alerts/schemas";
import { toTestNotice } from "@/server/alerts/notice";
import { postWebhook } from "@/server/alerts/post-webhook";
import type { ServiceContext } from "@/server/context";
import { requireAlertWebhook } from "./require";

/** Sends one test notice now, whether the webhook is enabled or not; a refusal is an answer, not an error. */
export function testAlertWebhook(context: ServiceContext, webhookId: string): Promise<WebhookAnswer> {
  const { row } = requireAlertWebhook(context.db, webhookId);
  const { version } = context.config;
  return postWebhook(row, toTestNotice(context.now(), version), { version });
}
