import { anyNumber, anyText, apiTest, expect, expectProblem } from "../fixtures/api-test";
import { seedRule } from "../fixtures/seed";

apiTest("health is 200 with version, runtime and embedded parts", async ({ call }) => {
  // A busy machine may keep the runtime from being heard for a moment.
  await expect
    .poll(() => call("GET", "/health"), { timeout: 30_000 })
    .toMatchObject({
      status: 200,
      body: {
        status: "ok",
        version: anyText,
        runtime: { state: "up", pid: anyNumber },
        embedded: expect.any(Object),
      },
    });
});

apiTest("the OpenAPI document names every path of the contract", async ({ call }) => {
  const { status, body } = await call("GET", "/openapi.json");
  expect(status).toBe(200);
  expect(body["openapi"]).toMatch(/^3\.1/);
  const rule = "/rules/{ruleId}";
  const instance = "/instances/{instanceId}";
  const cluster = "/rocketmq-instances/{instanceId}";
  const expected = [
    "/health",
    "/instances",
    instance,
    "/instances/test",
    `${instance}/topics`,
    `${instance}/topics/{topic}`,
    `${instance}/publish`,
    `${instance}/groups`,
    `${instance}/groups/{groupId}`,
    "/rocketmq-instances",
    cluster,
    "/rocketmq-instances/test",
    `${cluster}/topics`,
    `${cluster}/topics/{topic}`,
    `${cluster}/topics/{topic}/messages`,
    `${instance}/rules`,
    rule,
    `${rule}/enable`,
    `${rule}/disable`,
    `${rule}/metrics`,
    `${rule}/dead-letters`,
    `${rule}/dead-letters/{n}`,
    `${rule}/dead-letters/redrive`,
    `${rule}/dead-letters/discard`,
    "/stream",
    "/alerts",
    "/alert-webhooks",
    "/alert-webhooks/{webhookId}",
    "/alert-webhooks/{webhookId}/test",
  ];
  const paths = Object.keys(body["paths"] as object).map((path) => path.replace(/^\/api\/v1/, ""));
  expect(expected.filter((path) => !paths.includes(path))).toEqual([]);
});

apiTest(
  "an unknown path, a wrong method, a wrong type and a foreign site are refused by their codes",
  async ({ call, request }) => {
    expectProblem(await call("GET", "/nothing"), 404, "ROUTE_NOT_FOUND");
    const wrongMethod = await call("DELETE", "/health");
    expectProblem(wrongMethod, 405, "METHOD_NOT_ALLOWED");
    expect(wrongMethod.headers["allow"]).toContain("GET");
    const wrongType = await request.post("/api/v1/instances", {
      headers: { "content-type": "text/plain" },
      data: "{}",
    });
    expect(wrongType.status()).toBe(415);
    const foreign = await request.get("/api/v1/health", { headers: { origin: "https://elsewhere.example" } });
    expect(foreign.status()).toBe(403);
  },
);

apiTest("a list answers its page, and refuses a page size over 100", async ({ call }) => {
  expect((await call("GET", "/instances?page=2&pageSize=1")).body).toMatchObject({
    items: expect.any(Array),
    page: 2,
    pageSize: 1,
    total: anyNumber,
  });
  expectProblem(await call("GET", "/instances?pageSize=101"), 422, "VALIDATION");
});

apiTest("/metrics speaks Prometheus and names each rule", async ({ product, request, unique }) => {
  const { ruleId, instanceId } = await seedRule(product, unique("prom"));
  const response = await request.get("/metrics");
  expect(response.status()).toBe(200);
  expect(response.headers()["content-type"]).toContain("text/plain");
  const read = async () => await (await request.get("/metrics")).text();
  await expect.poll(read, { timeout: 30_000 }).toMatch(/^sluice_runtime_up 1$/m);
  expect(await read()).toContain(`sluice_rule_received_total{instance_id="${instanceId}",rule_id="${ruleId}"} 0`);
});

apiTest("changes are written down in the audit", async ({ call, product, unique }) => {
  const { instanceId } = await product.api.embeddedInstance();
  const name = unique("audit");
  await product.api.createTopic(instanceId, name);
  expect((await call("GET", `/audit-events?entityType=topic&entityId=${name}`)).body).toMatchObject({
    total: 1,
    items: [{ action: "topic.create", entityId: name, instanceId, actor: anyText }],
  });
});
