import {
  Alert,
  AlertWebhook,
  CreateAlertWebhookInput,
  ListAlertsQuery,
  ListAlertWebhooksQuery,
  UpdateAlertWebhookInput,
  WebhookAnswer,
} from "@/lib/alerts/schemas";
import { createAlertWebhook } from "@/server/services/alert-webhooks/create";
import { deleteAlertWebhook } from "@/server/services/alert-webhooks/delete";
import { getAlertWebhook } from "@/server/services/alert-webhooks/get";
import { listAlertWebhooks } from "@/server/services/alert-webhooks/list";
import { testAlertWebhook } from "@/server/services/alert-webhooks/test";
import { updateAlertWebhook } from "@/server/services/alert-webhooks/update";
import { listAlerts } from "@/server/services/alerts/list";
import { endpoint } from "../endpoint";
import { pageOf } from "./page-of";
import { param } from "./params";

const tag = "Alerts";
const path = "/alert-webhooks/{webhookId}";
const webhookIdOf = (params: Readonly<Record<string, string>>) => param(params, "webhookId");

export const alertEndpoints = [
  endpoint({
    method: "GET",
    path: "/alerts",
    summary: "List alerts, newest first",
    tag,
    query: ListAlertsQuery,
    status: 200,
    response: pageOf(Alert),
    codes: [],
    run: ({ context, query }) => listAlerts(context, query),
  }),
  endpoint({
    method: "GET",
    path: "/alert-webhooks",
    summary: "List alert webhooks",
    tag,
    query: ListAlertWebhooksQuery,
    status: 200,
    response: pageOf(AlertWebhook),
    codes: [],
    run: ({ context, query }) => listAlertWebhooks(context, query),
  }),
  endpoint({
    method: "POST",
    path: "/alert-webhooks",
    summary: "Create an alert webhook",
    tag,
    body: CreateAlertWebhookInput,
    status: 201,
    response: AlertWebhook,
    codes: ["NAME_TAKEN", "ALERT_WEBHOOK_QUOTA_EXCEEDED"],
    run: ({ context, body }) => createAlertWebhook(context, body),
  }),
  endpoint({
    method: "GET",
    path,
    summary: "Read an alert webhook",
    tag,
    status: 200,
    response: AlertWebhook,
    codes: ["ALERT_WEBHOOK_NOT_FOUND"],
    run: ({ context, params }) => getAlertWebhook(context, webhookIdOf(params)),
  }),
  endpoint({
    method: "PATCH",
    path,
    summary: "Change an alert webhook",
    tag,
    body: UpdateAlertWebhookInput,
    status: 200,
    response: AlertWebhook,
    codes: ["ALERT_WEBHOOK_NOT_FOUND", "NAME_TAKEN", "VERSION_CONFLICT"],
    run: ({ context, params, body }) => updateAlertWebhook(context, webhookIdOf(params), body),
  }),
  endpoint({
    method: "DELETE",
    path,
    summary: "Delete an alert webhook and what waits for it",
    tag,
    status: 204,
    codes: ["ALERT_WEBHOOK_NOT_FOUND"],
    run: ({ context, params }) => deleteAlertWebhook(context, webhookIdOf(params)),
  }),
  endpoint({
    method: "POST",
    path: `${path}/test`,
    summary: "Send a test notice now and show the answer",
    tag,
    status: 200,
    response: WebhookAnswer,
    codes: ["ALERT_WEBHOOK_NOT_FOUND"],
    run: ({ context, params }) => testAlertWebhook(context, webhookIdOf(params)),
  }),
];
