import type { AppDatabase } from "@/db/client";
import { type DueDelivery, deleteDelivery, listDueDeliveries, postponeDelivery } from "@/db/queries/alert-deliveries";
import { addDropped, recordLastDelivery } from "@/db/queries/alert-webhooks";
import type { WebhookAnswer } from "@/lib/alerts/schemas";
import type { Logger } from "@/server/observability/logger";
import { postWebhook } from "./post-webhook";

export interface DispatcherOptions {
  db: AppDatabase;
  now(): Date;
  log: Logger;
  version: string;
  timeoutMs?: number;
  /** How often the outbox is looked at. */
  tickMs?: number;
}

export const attemptsMax = 30;
export const ageMaxMs = 24 * 3_600_000;
const delayMinMs = 1_000;
const delayMaxMs = 5 * 60_000;

/** 1 s, doubled each time, at most 5 minutes. */
export function retryDelayMs(attempts: number): number {
  return Math.min(delayMaxMs, delayMinMs * 2 ** Math.min(attempts - 1, 20));
}

/** Empties the outbox: one request at a time to each webhook, oldest first, so a slow receiver delays nobody else. */
export class WebhookDispatcher {
  private readonly inFlight = new Map<string, Promise<void>>();
  private ticker: NodeJS.Timeout | undefined;
  private readonly options: DispatcherOptions;

  constructor(options: DispatcherOptions) {
    this.options = options;
  }

  start(): void {
    this.ticker = setInterval(() => this.tick(), this.options.tickMs ?? 1_000);
    // The outbox is on disk: it never keeps the process alive.
    this.ticker.unref();
  }

  /** Begins nothing new and waits for what is under way. */
  async close(): Promise<void> {
    clearInterval(this.ticker);
    await Promise.all(this.inFlight.values());
  }

  tick(): void {
    try {
      for (const due of listDueDeliveries(this.options.db, this.options.now())) {
        const { webhookId } = due.webhook;
        if (!this.inFlight.has(webhookId)) {
          const sending = this.deliver(due).finally(() => this.inFlight.delete(webhookId));
          this.inFlight.set(webhookId, sending);
        }
      }
    } catch (error) {
      this.options.log.error({ err: error }, "the outbox of alerts cannot be read; trying again");
    }
  }

  private async deliver({ delivery, webhook }: DueDelivery): Promise<void> {
    const { log, version, timeoutMs } = this.options;
    const answer = await postWebhook(webhook, delivery, { version, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
    try {
      this.settle({ delivery, webhook }, answer);
    } catch (error) {
      log.error({ err: error }, "the outbox of alerts cannot be written; the notice is sent again");
    }
  }

  private settle({ delivery, webhook }: DueDelivery, answer: WebhookAnswer): void {
    const { db, log, now } = this.options;
    const at = now();
    const attempts = delivery.attempts + 1;
    const isTooOld = at.getTime() - delivery.createdAt.getTime() > ageMaxMs;
    const isGivenUp = !answer.ok && (attempts >= attemptsMax || isTooOld);
    const { ok, httpStatus, detail } = answer;
    const { webhookId } = webhook;
    db.transaction(
      (tx) => {
        recordLastDelivery(tx, webhookId, { at: at.toISOString(), ok, httpStatus, detail });
        if (ok || isGivenUp) {
          deleteDelivery(tx, delivery.id);
        } else {
          postponeDelivery(tx, delivery.id, attempts, new Date(at.getTime() + retryDelayMs(attempts)));
        }
        if (isGivenUp) {
          addDropped(tx, webhookId, 1);
        }
      },
      { behavior: "immediate" },
    );
    if (!ok) {
      log.warn({ webhookId, attempts, isGivenUp, detail }, "an alert webhook did not take a notice");
    }
  }
}
