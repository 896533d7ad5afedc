import { z } from "zod";
import { RegionId } from "../instances/schemas";
import { PageQuery } from "../pages";
import { alertStates } from "./kinds";

/** What the console watches each rule for, and whether it hears the runtime at all. */
export const alertKinds = [
  "ruleStalled",
  "ruleFailed",
  "spoolHigh",
  "ledgerBroken",
  "sessionLost",
  "runtimeDown",
] as const;
export type AlertKind = (typeof alertKinds)[number];

export const alertEvents = ["alert.raised", "alert.resolved", "alert.test"] as const;
export type AlertEvent = (typeof alertEvents)[number];

/** Ours: webhooks of one installation. */
export const alertWebhooksMax = 20;
export const webhookStatuses = ["enabled", "disabled"] as const;

/** An operator sets it, so any host may be meant. A user name in it would be shown to everybody. */
export const WebhookUrl = z
  .string()
  .trim()
  .max(2048)
  .refine(isWebhookUrl, "Enter an address such as https://host/path (http or https; no user name and no # in it).");

function isWebhookUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s]+$/i.test(text) || !URL.canParse(text)) {
    return false;
  }
  const url = new URL(text);
  return url.hostname !== "" && url.username === "" && url.password === "" && !text.includes("#");
}

const Secret = z.string().min(8, "Enter 8 to 256 characters.").max(256, "Enter 8 to 256 characters.");

export const CreateAlertWebhookInput = z.strictObject({
  name: z.string().trim().min(1, "Enter 1 to 64 characters.").max(64, "Enter 1 to 64 characters."),
  url: WebhookUrl,
  /** Write-only. With it each request carries an HMAC-SHA256 signature. */
  secret: Secret.optional(),
  status: z.enum(webhookStatuses).default("enabled"),
});
export type CreateAlertWebhookInput = z.infer<typeof CreateAlertWebhookInput>;

export const UpdateAlertWebhookInput = z
  .strictObject({
    ...CreateAlertWebhookInput.shape,
    status: z.enum(webhookStatuses),
    /** null takes the stored one away. */
    secret: Secret.nullable(),
    version: z.number().int(),
  })
  .partial();
export type UpdateAlertWebhookInput = z.infer<typeof UpdateAlertWebhookInput>;

/** What came of one request to a webhook; `detail` is for people. */
export const WebhookAnswer = z.object({
  ok: z.boolean(),
  httpStatus: z.number().int().optional(),
  detail: z.string(),
  durationMs: z.number(),
  /** The beginning of the answer's text; of a test only. */
  body: z.string().optional(),
});
export type WebhookAnswer = z.infer<typeof WebhookAnswer>;

export const AlertWebhook = z.object({
  webhookId: z.string(),
  name: z.string(),
  url: z.string(),
  hasSecret: z.boolean(),
  status: z.enum(webhookStatuses),
  /** Notices that wait to be sent. */
  pendingCount: z.number().int(),
  /** Notices given up: too old, too many attempts, or the queue was full. */
  droppedCount: z.number().int(),
  lastDelivery: z
    .object({ at: z.string(), ok: z.boolean(), httpStatus: z.number().int().optional(), detail: z.string() })
    .optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number().int(),
});
export type AlertWebhook = z.infer<typeof AlertWebhook>;

export const ListAlertWebhooksQuery = PageQuery;
export type ListAlertWebhooksQuery = z.infer<typeof ListAlertWebhooksQuery>;

export const Alert = z.object({
  alertId: z.number().int(),
  kind: z.enum(alertKinds),
  state: z.enum(alertStates),
  /** Both missing where no rule is meant but the runtime, which serves all regions. */
  ruleId: z.string().optional(),
  instanceId: z.string().optional(),
  regionId: RegionId.optional(),
  detail: z.string(),
  raisedAt: z.string(),
  resolvedAt: z.string().optional(),
});
export type Alert = z.infer<typeof Alert>;

export const ListAlertsQuery = PageQuery.extend({
  regionId: RegionId.optional(),
  instanceId: z.string().max(128).optional(),
  ruleId: z.string().max(128).optional(),
  kind: z.enum(alertKinds).optional(),
  state: z.enum(alertStates).optional(),
});
export type ListAlertsQuery = z.infer<typeof ListAlertsQuery>;
