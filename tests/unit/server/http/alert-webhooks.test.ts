import { describe, expect, it } from "vitest";
import type { AlertWebhook, WebhookAnswer } from "@/lib/alerts/schemas";
import type { AuditEvent } from "@/lib/audit/schemas";
import type { Page } from "@/lib/pages";
import { startReceiver } from "../alerts/webhook-receiver";
import { createTestContext } from "../services/test-context";
import { createApi } from "./api-harness";

const input = { name: "pager", url: "https://hooks.example.com/t/token-abc", secret: "correct horse" };

describe("/alert-webhooks", () => {
  it("creates, lists, reads, changes and deletes", async () => {
    const { call } = createApi(createTestContext());
    const created = await call<AlertWebhook>("POST", "/alert-webhooks", input);
    expect(created).toMatchObject({ status: 201, body: { name: "pager", status: "enabled", hasSecret: true } });
    const path = `/alert-webhooks/${created.body.webhookId}`;
    const listed = await call<Page<AlertWebhook>>("GET", "/alert-webhooks");
    expect(listed.body).toMatchObject({ page: 1, pageSize: 20, total: 1, items: [created.body] });
    const changed = await call("PATCH", path, { status: "disabled", secret: null, version: 1 });
    expect(changed).toMatchObject({ status: 200, body: { status: "disabled", hasSecret: false, version: 2 } });
    expect((await call("GET", path)).body).toEqual(changed.body);
    expect((await call("DELETE", path)).status).toBe(204);
    expect(await call("GET", path)).toMatchObject({ status: 404, body: { code: "ALERT_WEBHOOK_NOT_FOUND" } });
  });

  it("keeps a secret that a change does not name, and never gives it out", async () => {
    const context = createTestContext();
    const { call } = createApi(context);
    const created = await call<AlertWebhook>("POST", "/alert-webhooks", input);
    const changed = await call("PATCH", `/alert-webhooks/${created.body.webhookId}`, { name: "pager-2" });
    const audit = await call<Page<AuditEvent>>("GET", "/audit-events?entityType=alertWebhook");
    const stored = context.db.$client.prepare("SELECT secret FROM alert_webhooks").pluck().get();
    expect(stored).toBe(input.secret);
    expect(JSON.stringify([created.body, changed.body, audit.body])).not.toContain(input.secret);
    expect(changed.body).toMatchObject({ name: "pager-2", hasSecret: true });
  });

  it("leaves an audit event of each change, without the part of the address that may be a secret", async () => {
    const { call } = createApi(createTestContext());
    const { body } = await call<AlertWebhook>("POST", "/alert-webhooks", input);
    await call("PATCH", `/alert-webhooks/${body.webhookId}`, { status: "disabled" });
    await call("DELETE", `/alert-webhooks/${body.webhookId}`);
    const { items } = (await call<Page<AuditEvent>>("GET", "/audit-events?entityType=alertWebhook")).body;
    expect(items.map(({ action }) => action)).toEqual([
      "alertWebhook.delete",
      "alertWebhook.update",
      "alertWebhook.create",
    ]);
    expect(items[2]?.after).toMatchObject({ name: "pager", urlOrigin: "https://hooks.example.com", hasSecret: true });
    expect(JSON.stringify(items)).not.toContain("token-abc");
  });

  it.each([
    ["ftp://host/", "url"],
    ["javascript:alert(1)", "url"],
    ["file:///etc/passwd", "url"],
    ["http://", "url"],
    ["http://user:password@host/", "url"],
    ["https://host/a#b", "url"],
    ["https://host:99999/", "url"],
    ["https://host/a b", "url"],
    ["", "url"],
  ])("refuses the address %j and names the field", async (url, field) => {
    const { refuse } = createApi(createTestContext());
    const answer = await refuse("POST", "/alert-webhooks", { ...input, url });
    expect(answer).toMatchObject({ status: 422, body: { code: "VALIDATION", errors: [{ field }] } });
  });

  it.each([
    [{ name: " " }, "name"],
    [{ secret: "short" }, "secret"],
    [{ status: "paused" }, "status"],
    [{ colour: "red" }, "colour"],
  ])("refuses %j and names the field", async (changes, field) => {
    const { refuse } = createApi(createTestContext());
    const answer = await refuse("POST", "/alert-webhooks", { ...input, ...changes });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  it("refuses a name that is taken ignoring case, an old version, and more than 20", async () => {
    const { call, refuse } = createApi(createTestContext());
    const { body } = await call<AlertWebhook>("POST", "/alert-webhooks", input);
    const path = `/alert-webhooks/${body.webhookId}`;
    expect(await refuse("POST", "/alert-webhooks", { ...input, name: "Pager" })).toMatchObject({
      status: 409,
      body: { code: "NAME_TAKEN", errors: [{ field: "name" }] },
    });
    await call("PATCH", path, { name: "pager-2" });
    expect((await refuse("PATCH", path, { name: "pager-3", version: 1 })).body.code).toBe("VERSION_CONFLICT");
    for (let index = 1; index < 20; index++) {
      expect((await call("POST", "/alert-webhooks", { ...input, name: `w${index}` })).status).toBe(201);
    }
    const refused = await refuse("POST", "/alert-webhooks", { ...input, name: "one-more" });
    expect(refused).toMatchObject({ status: 409, body: { code: "ALERT_WEBHOOK_QUOTA_EXCEEDED" } });
  });

  it("sends a test and shows the receiver's answer, whatever it is", async () => {
    const { call } = createApi(createTestContext());
    const receiver = await startReceiver();
    receiver.answer = (response) => response.writeHead(418).end("short and stout");
    const { body } = await call<AlertWebhook>("POST", "/alert-webhooks", {
      name: "pager",
      url: receiver.url,
      status: "disabled",
    });
    const answer = await call<WebhookAnswer>("POST", `/alert-webhooks/${body.webhookId}/test`);
    expect(answer).toMatchObject({
      status: 200,
      body: { ok: false, httpStatus: 418, detail: "HTTP 418 I'm a Teapot", body: "short and stout" },
    });
    expect(receiver.payloads()).toMatchObject([{ event: "alert.test" }]);
    expect((await call("POST", "/alert-webhooks/webhook-none/test")).status).toBe(404);
  });
});

it("lists alerts by region, rule, kind and state", async () => {
  const context = createTestContext();
  const { call, refuse } = createApi(context);
  const insert = context.db.$client.prepare(
    "INSERT INTO alerts (kind, rule_id, instance_id, region_id, detail, raised_at, resolved_at) VALUES (?, ?, 'mqtt-1', ?, '', 1000, ?)",
  );
  insert.run("ruleStalled", "report-1", "cn-hangzhou", 2_000);
  insert.run("ruleStalled", "report-1", "cn-hangzhou", null);
  insert.run("ruleFailed", "report-2", "cn-beijing", null);
  const idsOf = async (query: string) =>
    (await call<Page<{ alertId: number }>>("GET", `/alerts?${query}`)).body.items.map(({ alertId }) => alertId);
  expect(await idsOf("")).toEqual([3, 2, 1]);
  expect(await idsOf("regionId=cn-hangzhou")).toEqual([2, 1]);
  expect(await idsOf("state=raised")).toEqual([3, 2]);
  expect(await idsOf("state=resolved&ruleId=report-1")).toEqual([1]);
  expect(await idsOf("kind=ruleFailed")).toEqual([3]);
  expect((await refuse("GET", "/alerts?kind=loud")).status).toBe(422);
});
