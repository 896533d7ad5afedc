import { mosquittoPubLines } from "@/tests/helpers/mosquitto-pub";
import { anyNumber, anyTime, apiTest, type Call, expect, expectProblem } from "../fixtures/api-test";
import { type Seed, seedRule, seedTopics } from "../fixtures/seed";

function toRule({ topic, rocketmqInstanceId }: Seed, changes: object = {}) {
  return {
    ruleId: topic,
    description: "doors",
    status: "disabled",
    type: "dataOutbound",
    source: { topic },
    destination: { service: "rocketmq", rocketmqInstanceId, topic },
    ...changes,
  };
}

const create = (call: Call, seed: Seed, changes?: object) =>
  call("POST", `/instances/${seed.instanceId}/rules`, toRule(seed, changes));

apiTest(
  "a rule is created, listed, enabled, disabled and deleted; enabling twice changes nothing",
  async ({ call, product, unique }) => {
    const seed = await seedTopics(product, unique("life"));
    const created = await create(call, seed);
    expect(created).toMatchObject({
      status: 201,
      body: { ...toRule(seed), instanceId: seed.instanceId, createdAt: anyTime, updatedAt: anyTime, version: 1 },
    });
    const path = `/rules/${seed.topic}`;
    expect((await call("GET", path)).body).toMatchObject({ state: "stopped", stateSince: anyTime });
    const enabled = await call("POST", `${path}/enable`);
    expect(enabled).toMatchObject({ status: 200, body: { status: "enabled" } });
    await expect.poll(async () => (await call("GET", path)).body["state"], { timeout: 15_000 }).toBe("running");
    const again = await call("POST", `${path}/enable`);
    expect(again).toMatchObject({ status: 200, body: { version: enabled.body["version"] } });
    const listed = await call(
      "GET",
      `/instances/${seed.instanceId}/rules?q=${seed.topic}&status=enabled&state=running`,
    );
    expect(listed.body).toMatchObject({ total: 1, items: [{ ruleId: seed.topic, type: "dataOutbound" }] });
    expect(await call("POST", `${path}/disable`)).toMatchObject({ status: 200, body: { status: "disabled" } });
    await expect.poll(async () => (await call("GET", path)).body["state"], { timeout: 15_000 }).toBe("stopped");
    expect((await call("DELETE", path)).status).toBe(204);
    expectProblem(await call("GET", path), 404, "RULE_NOT_FOUND");
  },
);

apiTest("a change takes the fields named, and an older version is a conflict", async ({ call, product, unique }) => {
  const seed = await seedTopics(product, unique("patch"));
  await create(call, seed);
  const path = `/rules/${seed.topic}`;
  const changed = await call("PATCH", path, { description: "gates", version: 1 });
  expect(changed).toMatchObject({
    status: 200,
    body: { description: "gates", version: 2, source: { topic: seed.topic }, destination: { topic: seed.topic } },
  });
  expectProblem(await call("PATCH", path, { description: "windows", version: 1 }), 409, "VERSION_CONFLICT");
  expectProblem(await call("PATCH", path, { colour: "red" }), 422, "VALIDATION");
  expect((await call("GET", path)).body).toMatchObject({ description: "gates", version: 2 });
});

apiTest("what the domain forbids is refused by its own code", async ({ call, product, unique }) => {
  const seed = await seedTopics(product, unique("forbid"));
  await create(call, seed);
  expectProblem(await create(call, seed), 409, "RULE_ID_TAKEN");
  const duplicate = await create(call, seed, { ruleId: `${seed.topic}-2` });
  expectProblem(duplicate, 409, "RULE_DUPLICATE_SOURCE");
  expect(duplicate.body["detail"]).toContain(seed.topic);
  const other = await seedTopics(product, unique("other"));
  const to = (destination: object) => ({ destination: { ...toRule(other).destination, ...destination } });
  expectProblem(await create(call, other, { source: { topic: "never-made" } }), 422, "TOPIC_NOT_FOUND");
  expectProblem(await create(call, other, to({ topic: "never-made", status: undefined })), 422, "TOPIC_NOT_FOUND");
  expectProblem(await create(call, other, to({ rocketmqInstanceId: "MQ_INST_none" })), 422, "INSTANCE_NOT_FOUND");
  expectProblem(await create(call, other, { ruleId: "a b" }), 422, "VALIDATION");
  expectProblem(await call("GET", "/rules/never-made"), 404, "RULE_NOT_FOUND");
  expectProblem(await call("GET", "/instances/mqtt-none/rules"), 404, "INSTANCE_NOT_FOUND");
  const used = await call("DELETE", `/instances/${seed.instanceId}/topics/${seed.topic}`);
  expectProblem(used, 409, "IN_USE");
});

apiTest("quotas of an instance are held", async ({ call, product, unique }) => {
  const name = unique("quota");
  const connection = { url: `mqtt://127.0.0.1:${product.ports.mqtt}` };
  const { body } = await call("POST", "/instances", { name, regionId: "cn-hangzhou", connection });
  const instanceId = String(body["instanceId"]);
  await call("PATCH", `/instances/${instanceId}`, { ruleQuota: 0, topicQuota: 1 });
  await product.api.createTopic(instanceId, name);
  const second = await call("POST", `/instances/${instanceId}/topics`, { name: `${name}-2` });
  expectProblem(second, 409, "TOPIC_QUOTA_EXCEEDED");
  const { instanceId: rocketmqInstanceId, name: rocketmqName } = await product.api.embeddedRocketmq();
  await product.api.createRocketmqTopic(rocketmqInstanceId, name);
  const seed = { regionId: "cn-hangzhou", instanceId, rocketmqInstanceId, rocketmqName, topic: name };
  expectProblem(await create(call, seed), 409, "RULE_QUOTA_EXCEEDED");
});

apiTest("rules need an instance of kernel V3 in the destination's region", async ({ call, product, unique }) => {
  const { instanceId: rocketmqInstanceId, name: rocketmqName } = await product.api.embeddedRocketmq();
  const topic = unique("place");
  await product.api.createRocketmqTopic(rocketmqInstanceId, topic);
  const connection = { url: `mqtt://127.0.0.1:${product.ports.mqtt}` };
  for (const [changes, code] of [
    [{ regionId: "cn-beijing" }, "REGION_MISMATCH"],
    [{ regionId: "cn-hangzhou", kernelVersion: "V2.9.0" }, "KERNEL_VERSION_UNSUPPORTED"],
  ] as const) {
    const { body } = await call("POST", "/instances", { name: unique("at"), connection, ...changes });
    const instanceId = String(body["instanceId"]);
    await product.api.createTopic(instanceId, topic);
    const seed = { regionId: changes.regionId, instanceId, rocketmqInstanceId, rocketmqName, topic };
    expectProblem(await create(call, seed), 422, code);
  }
});

apiTest(
  "metrics count what was really published, without a warning while all is well",
  async ({ call, product, unique }) => {
    const { ruleId, topic } = await seedRule(product, unique("count"));
    const lines = Array.from({ length: 50 }, (_, index) => `message ${index}`);
    await mosquittoPubLines({ port: product.ports.mqtt, topic: `${topic}/a`, qos: 1 }, lines);
    const path = `/rules/${ruleId}/metrics`;
    const totals = async () => (await call("GET", path)).body["totals"];
    await expect.poll(totals, { timeout: 30_000 }).toEqual({
      ...{ received: 50, delivered: 50, deadLettered: 0, spooled: 0, inFlight: 0, returned: 0, discarded: 0, lost: 0 },
      ...{ skippedRetained: 0, retried: anyNumber, bytes: lines.join("").length },
    });
    const to = new Date().toISOString();
    const from = new Date(Date.now() - 60_000).toISOString();
    const { status, body } = await call("GET", `${path}?from=${from}&to=${to}&step=10`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      rates: { receivedPerSecond: anyNumber, deliveredPerSecond: anyNumber },
      backlogBytesMax: anyNumber,
      state: "running",
      backlog: 0,
      isSafeToRestart: true,
      warnings: [],
    });
    expect(Object.keys(body["latencyMs"] as object)).toEqual(expect.arrayContaining(["p50", "p95", "p99"]));
    const { t, receivedPerSecond, deliveredPerSecond } = body["series"] as Record<string, unknown[]>;
    expect(t?.length).toBeGreaterThan(0);
    expect([receivedPerSecond?.length, deliveredPerSecond?.length]).toEqual([t?.length, t?.length]);
    expectProblem(await call("GET", `${path}?from=${to}&to=${from}`), 422, "VALIDATION");
  },
);

apiTest("a test message published through the API is forwarded", async ({ call, product, unique }) => {
  const { instanceId, ruleId, topic } = await seedRule(product, unique("publish"));
  const answer = await call("POST", `/instances/${instanceId}/publish`, { topic: `${topic}/a`, payload: "x", qos: 1 });
  expect(answer.status).toBe(200);
  const delivered = async () => (await product.api.metrics(ruleId)).totals.delivered;
  await expect.poll(delivered, { timeout: 10_000 }).toBe(1);
  const wildcard = await call("POST", `/instances/${instanceId}/publish`, { topic: `${topic}/#`, payload: "x" });
  expectProblem(wildcard, 422, "VALIDATION");
});
