import { describe, expect, it } from "vitest";
import { type ErrorCode, errorStatuses } from "@/lib/error-codes";
import type { Instance, Topic } from "@/lib/instances/schemas";
import { Rule } from "@/lib/rules/schemas";
import { createTestContext, makeInstance, makeRocketmq, ruleInput, snapshot } from "../services/test-context";
import { createApi } from "./api-harness";

async function setUp() {
  const context = createTestContext();
  const api = createApi(context);
  const instanceId = makeInstance(context);
  const rocketmqInstanceId = await makeRocketmq(context);
  return { context, ...api, instanceId, rocketmqInstanceId };
}

describe("handleApi", () => {
  it("creates with 201, reads, patches with 200, deletes with 204", async () => {
    const { call, instanceId, rocketmqInstanceId } = await setUp();
    const created = await call<Rule>("POST", `/instances/${instanceId}/rules`, ruleInput(rocketmqInstanceId));
    expect(created.status).toBe(201);
    expect(Rule.parse(created.body).version).toBe(1);
    expect((await call("GET", "/rules/report-1")).headers.get("cache-control")).toBe("no-store");
    const patched = await call<Rule>("PATCH", "/rules/report-1", { description: "new" });
    expect(patched).toMatchObject({ status: 200, body: { description: "new", version: 2 } });
    expect((await call("POST", "/rules/report-1/enable")).status).toBe(200);
    expect((await call("DELETE", "/rules/report-1")).status).toBe(204);
    expect((await call("GET", "/rules/report-1")).status).toBe(404);
  });

  it("answers lists with items, page, pageSize and total", async () => {
    const { call, instanceId } = await setUp();
    const { body } = await call(`GET`, `/instances/${instanceId}/topics?page=1&pageSize=5&q=topic&unknown=1`);
    expect(body).toMatchObject({ items: [{ name: "TopicA" }], page: 1, pageSize: 5, total: 1 });
    const tooMany = await call("GET", `/instances/${instanceId}/topics?pageSize=101`);
    expect(tooMany).toMatchObject({ status: 422, body: { code: "VALIDATION", errors: [{ field: "pageSize" }] } });
  });

  it("answers errors as problem documents with the request's ID", async () => {
    const { refuse } = await setUp();
    const { status, body, headers } = await refuse("GET", "/rules/none-such");
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(status).toBe(404);
    expect(body).toMatchObject({ status: 404, code: "RULE_NOT_FOUND", title: "No such rule" });
    expect(headers.get("x-request-id")).toBe(body.requestId);
  });

  it.each<[string, string, string, ErrorCode]>([
    ["GET", "/nowhere", "", "ROUTE_NOT_FOUND"],
    ["GET", "/rules/%ff", "", "ROUTE_NOT_FOUND"],
    ["DELETE", "/instances", "", "METHOD_NOT_ALLOWED"],
    ["POST", "/instances", "{", "VALIDATION"],
    ["POST", "/instances", '{"__proto__":{"name":"x"}}', "VALIDATION"],
    ["POST", "/instances", `"${"x".repeat(1_048_577)}"`, "PAYLOAD_TOO_LARGE"],
    ["GET", "/instances/none/topics", "", "INSTANCE_NOT_FOUND"],
    ["GET", "/rules/none/metrics", "", "RULE_NOT_FOUND"],
    ["GET", "/rules/none/dead-letters/x", "", "DEAD_LETTER_NOT_FOUND"],
  ])("refuses %s %s", async (method, path, body, code) => {
    const { refuse } = await setUp();
    const answer = await refuse(method, path, body === "" ? undefined : body);
    expect(answer.body.code).toBe(code);
    expect(answer.status).toBe(errorStatuses[code]);
  });

  it("names the methods that a path takes", async () => {
    const { refuse } = await setUp();
    const { headers } = await refuse("DELETE", "/instances");
    expect(headers.get("allow")).toBe("GET, POST");
  });

  it("takes JSON only", async () => {
    const { refuse } = await setUp();
    const answer = await refuse("POST", "/instances", "name=x", { "content-type": "text/plain" });
    expect(answer).toMatchObject({ status: 415, body: { code: "UNSUPPORTED_MEDIA_TYPE" } });
  });

  it("names a misspelt field instead of ignoring it", async () => {
    const { refuse, instanceId } = await setUp();
    const answer = await refuse("PATCH", `/instances/${instanceId}`, { nmae: "x" });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: "nmae" }] } });
  });

  it.each([
    [{ host: "evil.example" }],
    [{ host: "localhost.evil.example:3000" }],
    [{ origin: "http://evil.example" }],
    [{ origin: "null" }],
    [{ origin: "http://localhost:9999" }],
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
  ])("refuses a foreign request: %j", async (headers) => {
    const { refuse } = await setUp();
    for (const [method, path] of [
      ["POST", "/rules/x/enable"],
      ["GET", "/stream"],
      ["GET", "/instances"],
    ] as const) {
      expect(await refuse(method, path, undefined, headers)).toMatchObject({
        status: 403,
        body: { code: "FORBIDDEN" },
      });
    }
  });

  it("takes a request of its own pages, with an API key or without", async () => {
    const { call } = await setUp();
    const own = { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };
    expect((await call("GET", "/instances", undefined, own)).status).toBe(200);
    expect((await call("GET", "/instances", undefined, { authorization: "Bearer x" })).status).toBe(200);
  });

  it("hides what is unknown behind the request's ID", async () => {
    const { context, refuse, instanceId } = await setUp();
    context.mqtt.publish = () => Promise.reject(new Error("secret inside"));
    const answer = await refuse("POST", `/instances/${instanceId}/publish`, { topic: "TopicA" });
    expect(answer).toMatchObject({ status: 500, body: { code: "INTERNAL" } });
    expect(JSON.stringify(answer.body)).not.toContain("secret inside");
  });

  it("never gives a secret back", async () => {
    const { call, context } = await setUp();
    const created = await call<Instance>("POST", "/instances", {
      name: "with-secrets",
      regionId: "cn-hangzhou",
      connection: { url: "mqtts://127.0.0.1:1", username: "u", password: "hunter2", tls: { key: "PRIVATE" } },
    });
    const { instanceId } = created.body;
    const patched = await call("PATCH", `/instances/${instanceId}`, { connection: { username: "v" } });
    const audited = await call("GET", "/audit-events");
    const shown = JSON.stringify([created, patched, audited]);
    expect(shown).not.toMatch(/hunter2|PRIVATE/);
    expect(patched.body).toMatchObject({ connection: { username: "v", hasPassword: true, tls: { hasKey: true } } });
    const stored = context.db.$client
      .prepare("SELECT connection FROM mqtt_instances WHERE name = ?")
      .get("with-secrets");
    expect(JSON.stringify(stored)).toContain("hunter2");
  });

  it("is well only when the runtime is up", async () => {
    const { call, context } = await setUp();
    expect(await call("GET", "/health")).toMatchObject({
      status: 200,
      body: { status: "ok", runtime: { state: "up", pid: 42 }, embedded: {} },
    });
    context.runtimeDouble.goDown();
    expect(await call("GET", "/health")).toMatchObject({ status: 503, body: { runtime: { state: "down" } } });
  });

  it("is not well while a connected runtime says nothing any more", async () => {
    const { call, context } = await setUp();
    context.runtimeDouble.emit(snapshot({}, Date.now()));
    expect(await call("GET", "/health")).toMatchObject({ status: 200 });
    context.runtimeDouble.emit(snapshot({}, Date.now() - 10_000));
    expect(await call("GET", "/health")).toMatchObject({ status: 503, body: { runtime: { state: "down" } } });
  });

  it("lists dependents when something in use is deleted or broken", async () => {
    const { call, refuse, instanceId, rocketmqInstanceId } = await setUp();
    await call("POST", `/instances/${instanceId}/rules`, ruleInput(rocketmqInstanceId));
    const used = [
      ["DELETE", `/instances/${instanceId}`],
      ["DELETE", `/instances/${instanceId}/topics/TopicA`],
      ["DELETE", `/rocketmq-instances/${rocketmqInstanceId}`],
      ["DELETE", `/rocketmq-instances/${rocketmqInstanceId}/topics/TopicB`],
      ["PATCH", `/instances/${instanceId}`, { kernelVersion: "V2.0.0" }],
    ] as const;
    for (const [method, path, body] of used) {
      const answer = await refuse(method, path, body);
      expect(answer).toMatchObject({ status: 409, body: { code: "IN_USE", errors: [{ message: "report-1" }] } });
      expect(answer.body.detail).toContain("report-1");
    }
    for (const path of [`/instances/${instanceId}`, `/rocketmq-instances/${rocketmqInstanceId}`]) {
      expect(await refuse("PATCH", path, { regionId: "cn-beijing" })).toMatchObject({ body: { code: "IN_USE" } });
    }
  });

  it("holds names unique ignoring case and matches them exactly", async () => {
    const { call, refuse, instanceId, rocketmqInstanceId } = await setUp();
    const topics = `/instances/${instanceId}/topics`;
    expect((await refuse("POST", topics, { name: "TOPICa" })).body.code).toBe("TOPIC_EXISTS");
    expect((await refuse("GET", `${topics}/TOPICa`)).body.code).toBe("TOPIC_NOT_FOUND");
    const groups = `/instances/${instanceId}/groups`;
    expect((await refuse("POST", groups, { groupId: "GID_STATUS" })).body.code).toBe("GROUP_EXISTS");
    const connection = { url: "mqtt://127.0.0.1:1" };
    const instance = { name: "BROKER-ONE", regionId: "cn-hangzhou", connection };
    expect((await refuse("POST", "/instances", instance)).body.code).toBe("NAME_TAKEN");
    expect((await call("POST", "/instances", { ...instance, regionId: "cn-beijing" })).status).toBe(201);
    const rocketmqTopics = `/rocketmq-instances/${rocketmqInstanceId}/topics`;
    expect((await refuse("POST", rocketmqTopics, { name: "topicb" })).body.code).toBe("TOPIC_EXISTS");
  });

  it("holds the topic quota, which a PATCH changes", async () => {
    const { call, refuse, instanceId } = await setUp();
    await call("PATCH", `/instances/${instanceId}`, { topicQuota: 1 });
    const full = await refuse("POST", `/instances/${instanceId}/topics`, { name: "TopicZ" });
    expect(full.body.code).toBe("TOPIC_QUOTA_EXCEEDED");
    await call("PATCH", `/instances/${instanceId}`, { topicQuota: 2 });
    expect((await call<Topic>("POST", `/instances/${instanceId}/topics`, { name: "TopicZ" })).status).toBe(201);
  });

  it.each([
    ["ab", 422],
    ["a".repeat(65), 422],
    ["a/b", 422],
    ["a b c", 422],
    ["abc", 201],
    ["a".repeat(64), 201],
  ])("takes parent topic names of 3 to 64 characters: %s", async (name, status) => {
    const { call, instanceId } = await setUp();
    expect((await call("POST", `/instances/${instanceId}/topics`, { name })).status).toBe(status);
  });

  it.each(["--_", "ab", "a".repeat(65), "a.b.c", "规则一二"])("refuses the rule ID %s", async (ruleId) => {
    const { refuse, instanceId, rocketmqInstanceId } = await setUp();
    const answer = await refuse("POST", `/instances/${instanceId}/rules`, {
      ...ruleInput(rocketmqInstanceId),
      ruleId,
    });
    expect(answer).toMatchObject({ status: 422, body: { code: "VALIDATION", errors: [{ field: "ruleId" }] } });
  });

  it("describes itself as OpenAPI 3.1", async () => {
    const { call } = await setUp();
    const { status, body } = await call<{ openapi: string; paths: object }>("GET", "/openapi.json");
    expect(status).toBe(200);
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths)).toContain("/rules/{ruleId}/dead-letters/redrive");
  });
});
