import { randomUUID } from "node:crypto";
import type { AlertEvent, AlertKind } from "@/lib/alerts/schemas";

export interface NoticeAlert {
  alertId: number | null;
  kind: AlertKind;
  ruleId: string;
  instanceId: string;
  regionId: string | null;
  detail: string;
  raisedAt: Date;
  resolvedAt: Date | null;
}

export interface Notice {
  deliveryId: string;
  event: AlertEvent;
  /** What is signed and sent, byte for byte, in every attempt. */
  body: string;
}

const titles: Record<AlertKind, string> = {
  ruleStalled: "is stalled: messages come in and none is confirmed",
  ruleFailed: "has failed and cannot be tried",
  spoolHigh: "has filled over 80 % of its spool",
  ledgerBroken: "has a ledger that does not balance",
  sessionLost: "lost its session at the MQTT broker",
  runtimeDown: "is not heard by the console: no rule is known to forward",
};

/** The payload of a webhook, as docs/operations.md describes it. `text` is for chat tools that show one line. */
export function toNotice(event: AlertEvent, alert: NoticeAlert, version: string): Notice {
  const deliveryId = randomUUID();
  const occurredAt = event === "alert.resolved" ? alert.resolvedAt : alert.raisedAt;
  const body = JSON.stringify({
    event,
    deliveryId,
    occurredAt: (occurredAt ?? alert.raisedAt).toISOString(),
    text: toText(event, alert),
    alert: {
      alertId: alert.alertId,
      kind: alert.kind,
      state: event === "alert.resolved" ? "resolved" : "raised",
      ruleId: alert.ruleId || null,
      instanceId: alert.instanceId || null,
      regionId: alert.regionId,
      detail: alert.detail,
      raisedAt: alert.raisedAt.toISOString(),
      resolvedAt: alert.resolvedAt?.toISOString() ?? null,
    },
    product: { name: "Sluice", version },
  });
  return { deliveryId, event, body };
}

/** Looks like an alert of a rule that does not exist. */
export function toTestNotice(now: Date, version: string): Notice {
  const alert: NoticeAlert = {
    alertId: null,
    kind: "ruleStalled",
    ruleId: "example-rule",
    instanceId: "example-instance",
    regionId: null,
    detail: "A test of this webhook. Nothing is wrong.",
    raisedAt: now,
    resolvedAt: null,
  };
  return toNotice("alert.test", alert, version);
}

function toText(event: AlertEvent, { kind, ruleId, detail }: NoticeAlert): string {
  const subject = ruleId === "" ? "the forwarding runtime" : `rule ${ruleId}`;
  switch (event) {
    case "alert.test":
      return "Sluice: a test of this webhook. Nothing is wrong.";
    case "alert.resolved":
      return `Sluice: resolved: ${subject} ${titles[kind]}.`;
    default:
      return `Sluice: ${subject} ${titles[kind]}.${detail === "" ? "" : ` ${detail}`}`;
  }
}
