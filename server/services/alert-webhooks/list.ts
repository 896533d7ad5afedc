import * as webhooks from "@/db/queries/alert-webhooks";
import type { AlertWebhook, ListAlertWebhooksQuery } from "@/lib/alerts/schemas";
import type { Page } from "@/lib/pages";
import type { ServiceContext } from "@/server/context";
import { toAlertWebhook } from "./show";

/** By name. */
export function listAlertWebhooks({ db }: ServiceContext, query: ListAlertWebhooksQuery): Page<AlertWebhook> {
  const { rows, total } = webhooks.listAlertWebhooks(db, query);
  return { items: rows.map(toAlertWebhook), page: query.page, pageSize: query.pageSize, total };
}
