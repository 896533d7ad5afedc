import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type AppDatabase, openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { insertDelivery } from "@/db/queries/alert-deliveries";
import { findAlertWebhook } from "@/db/queries/alert-webhooks";
import { AlertMonitor } from "@/server/alerts/alert-monitor";
import { ageMaxMs, attemptsMax, retryDelayMs, WebhookDispatcher } from "@/server/alerts/dispatcher";
import { toTestNotice } from "@/server/alerts/notice";
import { enqueueNotices } from "@/server/alerts/outbox";
import { createLogger } from "@/server/observability/logger";
import { createAlertWebhook } from "@/server/services/alert-webhooks/create";
import { getAlertWebhook } from "@/server/services/alert-webhooks/get";
import { updateAlertWebhook } from "@/server/services/alert-webhooks/update";
import { listAlerts } from "@/server/services/alerts/list";
import { waitFor } from "@/tests/helpers/wait-for";
import { createTestContext, makeInstance, ruleSnapshot, type TestContext } from "../services/test-context";
import { startReceiver } from "./webhook-receiver";

const log = createLogger({ name: "test", level: "silent" });
const page = { page: 1, pageSize: 20 };

/** A console's alerting on a clock of its own: snapshots come and requests go only when told. */
function startAlerting(db?: AppDatabase) {
  const clock = { nowMs: Date.UTC(2026, 10, 1) };
  const now = () => new Date(clock.nowMs);
  const context: TestContext = { ...createTestContext(), now, ...(db === undefined ? {} : { db }) };
  const options = { db: context.db, now, log, version: "0.1.0", timeoutMs: 1_000 };
  const monitor = new AlertMonitor(options);
  const dispatcher = new WebhookDispatcher(options);
  const feed = (rules: Parameters<AlertMonitor["record"]>[0]["rules"], seconds: number) => {
    for (let count = 0; count < seconds; count++) {
      monitor.record({ rules });
      clock.nowMs += 1_000;
    }
  };
  /** Sends what is due now, and what becomes due by that. */
  const dispatch = async () => {
    dispatcher.tick();
    await dispatcher.close();
  };
  return { clock, context, dispatcher, feed, dispatch };
}

function makeWebhook(context: TestContext, url: string, name = "pager"): string {
  return createAlertWebhook(context, { name, url, status: "enabled" }).webhookId;
}

describe("the way of an alert", () => {
  it("leads to each webhook once when it is raised and once when it is resolved", async () => {
    const { context, feed, dispatch } = startAlerting();
    const receiver = await startReceiver();
    const instanceId = makeInstance(context);
    const webhookId = makeWebhook(context, receiver.url);
    const reason = { code: "topicMissing" as const, detail: "No route for TopicB." };
    feed({ "report-1": ruleSnapshot(instanceId, { state: "stalled", stateReason: reason }) }, 60);
    await dispatch();
    feed({ "report-1": ruleSnapshot(instanceId) }, 60);
    await dispatch();
    await dispatch();
    expect(receiver.payloads()).toMatchObject([
      {
        event: "alert.raised",
        alert: {
          kind: "ruleStalled",
          state: "raised",
          ruleId: "report-1",
          instanceId,
          regionId: "cn-hangzhou",
          detail: "No route for TopicB.",
          resolvedAt: null,
        },
      },
      { event: "alert.resolved", alert: { kind: "ruleStalled", state: "resolved", resolvedAt: expect.any(String) } },
    ]);
    expect(getAlertWebhook(context, webhookId)).toMatchObject({
      pendingCount: 0,
      droppedCount: 0,
      lastDelivery: { ok: true, httpStatus: 204 },
    });
    expect(listAlerts(context, { ...page, ruleId: "report-1" }).items).toMatchObject([{ state: "resolved" }]);
  });

  it("survives a restart of the console between the alert and its delivery, and raises nothing again", async () => {
    const directory = mkdtempSync(join(tmpdir(), "sluice-alerts-"));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const open = () => {
      const db = openDatabase(join(directory, "app.db"));
      migrateDatabase(db.$client, join(process.cwd(), "db/migrations/app"));
      return db;
    };
    const receiver = await startReceiver();
    const first = startAlerting(open());
    makeWebhook(first.context, receiver.url);
    const failed = { "report-1": ruleSnapshot("mqtt-1", { state: "failed", sessionLostSinceMs: 1_000_000 }) };
    first.feed(failed, 10);
    first.context.db.$client.close();
    const second = startAlerting(open());
    second.feed(failed, 60);
    await second.dispatch();
    await second.dispatch();
    await second.dispatch();
    expect(receiver.payloads().map(({ event, alert }) => [event, (alert as { kind: string }).kind])).toEqual([
      ["alert.raised", "sessionLost"],
      ["alert.raised", "ruleFailed"],
    ]);
    second.context.db.$client.close();
  });

  it("never lets a broken store of alerts disturb who listens to snapshots, and stores them later", () => {
    const { context, feed } = startAlerting();
    context.db.$client.exec("ALTER TABLE alerts RENAME TO alerts_away");
    expect(() => feed({ "report-1": ruleSnapshot("mqtt-1", { state: "failed" }) }, 10)).not.toThrow();
    context.db.$client.exec("ALTER TABLE alerts_away RENAME TO alerts");
    feed({ "report-1": ruleSnapshot("mqtt-1", { state: "failed" }) }, 1);
    expect(listAlerts(context, { ...page, state: "raised" }).total).toBe(1);
  });
});

function enqueue(context: TestContext, webhookId: string, count = 1): void {
  for (let index = 0; index < count; index++) {
    const notice = toTestNotice(context.now(), `${index}`);
    const at = context.now();
    insertDelivery(context.db, { ...notice, webhookId, createdAt: at, nextAttemptAt: at });
  }
}

describe("the outbox", () => {
  it("repeats a refused notice unchanged, later each time, until it is taken", async () => {
    const { clock, context, dispatch } = startAlerting();
    const receiver = await startReceiver();
    receiver.answer = (response, index) => response.writeHead(index < 2 ? 503 : 200).end();
    const webhookId = makeWebhook(context, receiver.url);
    enqueue(context, webhookId);
    await dispatch();
    await dispatch();
    expect(receiver.requests).toHaveLength(1);
    expect(getAlertWebhook(context, webhookId)).toMatchObject({
      pendingCount: 1,
      lastDelivery: { ok: false, httpStatus: 503 },
    });
    clock.nowMs += retryDelayMs(1);
    await dispatch();
    clock.nowMs += retryDelayMs(1);
    await dispatch();
    expect(receiver.requests).toHaveLength(2);
    clock.nowMs += retryDelayMs(2);
    await dispatch();
    expect(receiver.requests).toHaveLength(3);
    expect(new Set(receiver.requests.map(({ body }) => body)).size).toBe(1);
    expect(getAlertWebhook(context, webhookId)).toMatchObject({ pendingCount: 0, droppedCount: 0 });
  });

  it("gives a notice up after a bounded number of attempts, and counts it", async () => {
    const { clock, context, dispatch } = startAlerting();
    const receiver = await startReceiver();
    receiver.answer = (response) => response.writeHead(500).end();
    const webhookId = makeWebhook(context, receiver.url);
    enqueue(context, webhookId);
    for (let attempt = 1; attempt <= attemptsMax + 5; attempt++) {
      await dispatch();
      clock.nowMs += retryDelayMs(attempt);
    }
    expect(receiver.requests).toHaveLength(attemptsMax);
    expect(getAlertWebhook(context, webhookId)).toMatchObject({ pendingCount: 0, droppedCount: 1 });
  });

  it("gives a notice up that is too old after one more attempt", async () => {
    const { clock, context, dispatch } = startAlerting();
    const receiver = await startReceiver();
    receiver.answer = (response) => response.writeHead(500).end();
    const webhookId = makeWebhook(context, receiver.url);
    enqueue(context, webhookId);
    clock.nowMs += ageMaxMs + 1;
    await dispatch();
    expect(receiver.requests).toHaveLength(1);
    expect(getAlertWebhook(context, webhookId)).toMatchObject({ pendingCount: 0, droppedCount: 1 });
  });

  it("is bounded for each webhook: the oldest go, and are counted", () => {
    const { context } = startAlerting();
    const webhookId = makeWebhook(context, "http://127.0.0.1:9/");
    const alert = { alertId: 1, kind: "ruleFailed" as const, ruleId: "report-1", instanceId: "mqtt-1" };
    const options = { now: context.now(), version: "0.1.0", keptMax: 3 };
    for (let index = 0; index < 5; index++) {
      const detail = `${index}`;
      const rest = { regionId: null, detail, raisedAt: context.now(), resolvedAt: null };
      enqueueNotices(context.db, "alert.raised", { ...alert, ...rest }, options);
    }
    expect(getAlertWebhook(context, webhookId)).toMatchObject({ pendingCount: 3, droppedCount: 2 });
    const kept = context.db.$client.prepare("SELECT json_extract(body, '$.alert.detail') FROM alert_deliveries");
    expect(kept.pluck().all()).toEqual(["2", "3", "4"]);
  });

  it("lets no resolution overtake its alert: one request at a time, oldest first", async () => {
    const { context, dispatcher, dispatch } = startAlerting();
    const receiver = await startReceiver();
    const held: (() => void)[] = [];
    receiver.answer = (response) => held.push(() => response.writeHead(200).end());
    enqueue(context, makeWebhook(context, receiver.url), 2);
    dispatcher.tick();
    dispatcher.tick();
    await waitFor(() => held.length === 1, { timeoutMs: 2_000, what: "the first request" });
    dispatcher.tick();
    const done = dispatcher.close();
    held[0]?.();
    await done;
    expect(receiver.requests).toHaveLength(1);
    receiver.answer = (response) => response.writeHead(200).end();
    await dispatch();
    expect(receiver.payloads().map(({ product }) => (product as { version: string }).version)).toEqual(["0", "1"]);
  });

  it("does not let a receiver that hangs delay another", async () => {
    const { context, dispatcher } = startAlerting();
    const hanging = await startReceiver();
    hanging.answer = () => undefined;
    const quick = await startReceiver();
    enqueue(context, makeWebhook(context, hanging.url, "hanging"));
    enqueue(context, makeWebhook(context, quick.url, "quick"), 3);
    const isQuickDone = () => {
      dispatcher.tick();
      return quick.requests.length === 3 && hanging.requests.length === 1;
    };
    await waitFor(isQuickDone, { timeoutMs: 900, what: "the quick one has all" });
    await dispatcher.close();
  });

  it("is emptied for a webhook that is disabled, and tried at once after another change", async () => {
    const { context, dispatch } = startAlerting();
    const receiver = await startReceiver();
    receiver.answer = (response) => response.writeHead(500).end();
    const webhookId = makeWebhook(context, receiver.url);
    enqueue(context, webhookId);
    await dispatch();
    receiver.answer = (response) => response.writeHead(200).end();
    updateAlertWebhook(context, webhookId, { url: `${receiver.url}&again=1` });
    await dispatch();
    expect(receiver.requests.map(({ path }) => path)).toEqual(["/hook?team=1", "/hook?team=1&again=1"]);
    enqueue(context, webhookId);
    updateAlertWebhook(context, webhookId, { status: "disabled" });
    expect(findAlertWebhook(context.db, webhookId)?.pendingCount).toBe(0);
  });
});
