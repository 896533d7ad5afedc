import { freePort } from "@/tests/helpers/ports";
import { anyNumber, anyText, anyTime, apiTest, type Call, expect, expectProblem } from "../fixtures/api-test";

const regionId = "cn-hangzhou";

async function createExternal(call: Call, name: string, mqttPort: number) {
  return call("POST", "/instances", {
    name,
    regionId,
    kernelVersion: "V3.3.0",
    connection: { url: `mqtt://127.0.0.1:${mqttPort}`, username: "operator", password: "not shown" },
  });
}

apiTest("the embedded instance is there from the first start", async ({ call }) => {
  const { body } = await call("GET", "/instances?broker=embedded");
  expect(body).toMatchObject({
    total: 1,
    items: [{ broker: "embedded", kernelVersion: "V3.3.0", regionId, status: "InService" }],
  });
});

apiTest(
  "an external instance is created, read, changed and deleted; its secrets never come back",
  async ({ call, product, unique }) => {
    const name = unique("ext");
    const created = await createExternal(call, name, product.ports.mqtt);
    expect(created).toMatchObject({
      status: 201,
      body: {
        instanceId: expect.stringMatching(/^mqtt-/),
        name,
        regionId,
        kernelVersion: "V3.3.0",
        instanceType: anyText,
        status: anyText,
        broker: "external",
        endpoints: [{ network: anyText, protocol: "mqtt", url: anyText }],
        ruleQuota: 100,
        ruleCount: 0,
        topicQuota: anyNumber,
        tags: {},
        createdAt: anyTime,
        version: 1,
      },
    });
    expect(JSON.stringify(created.body)).not.toContain("not shown");
    const path = `/instances/${created.body["instanceId"]}`;
    expect((await call("GET", path)).body).toEqual(created.body);
    const changed = await call("PATCH", path, { ruleQuota: 7, tags: { team: "a" }, version: 1 });
    expect(changed).toMatchObject({ status: 200, body: { ruleQuota: 7, tags: { team: "a" }, version: 2 } });
    expectProblem(await call("PATCH", path, { ruleQuota: 8, version: 1 }), 409, "VERSION_CONFLICT");
    expectProblem(await createExternal(call, name.toUpperCase(), product.ports.mqtt), 409, "NAME_TAKEN");
    expect((await call("DELETE", path)).status).toBe(204);
    expectProblem(await call("GET", path), 404, "INSTANCE_NOT_FOUND");
  },
);

apiTest("a malformed instance is refused and each field named", async ({ call }) => {
  const answer = await call("POST", "/instances", { name: "a b", regionId: "mars", connection: { url: "http://x" } });
  expectProblem(answer, 422, "VALIDATION");
  const fields = (answer.body["errors"] as { field: string }[]).map(({ field }) => field);
  expect(fields).toEqual(expect.arrayContaining(["name", "regionId", "connection.url"]));
});

apiTest(
  "a connection is tested without saving, step by step, and a failure is an answer",
  async ({ call, product }) => {
    const works = await call("POST", "/instances/test", {
      connection: { url: `mqtt://127.0.0.1:${product.ports.mqtt}` },
    });
    expect(works).toMatchObject({ status: 200, body: { ok: true, steps: expect.any(Array) } });
    const fails = await call("POST", "/instances/test", {
      connection: { url: `mqtt://127.0.0.1:${await freePort()}` },
    });
    expect(fails).toMatchObject({ status: 200, body: { ok: false } });
    const steps = fails.body["steps"] as { ok: boolean; detail: string }[];
    expect(steps.at(-1)).toMatchObject({ ok: false, detail: expect.stringMatching(/.+/) });
  },
);

apiTest("an instance that a rule needs cannot be deleted, and the rule is named", async ({ call, product, unique }) => {
  const name = unique("used");
  const { body } = await createExternal(call, name, product.ports.mqtt);
  const instanceId = String(body["instanceId"]);
  const rocketmq = await product.api.embeddedRocketmq();
  await product.api.createTopic(instanceId, name);
  await product.api.createRocketmqTopic(rocketmq.instanceId, name);
  const rule = { ruleId: name, topic: name, rocketmqInstanceId: rocketmq.instanceId, destinationTopic: name };
  await product.api.createOutboundRule(instanceId, { ...rule, status: "disabled" });
  const refused = await call("DELETE", `/instances/${instanceId}`);
  expectProblem(refused, 409, "IN_USE");
  expect(refused.body["detail"]).toContain(name);
  expectProblem(await call("PATCH", `/instances/${instanceId}`, { regionId: "cn-beijing" }), 409, "IN_USE");
});

apiTest("parent topics live and die; one that exists ignoring case is refused", async ({ call, product, unique }) => {
  const { instanceId } = await product.api.embeddedInstance();
  const name = unique("topic");
  const list = `/instances/${instanceId}/topics`;
  expect(await call("POST", list, { name })).toMatchObject({ status: 201, body: { name, createdAt: anyTime } });
  expectProblem(await call("POST", list, { name: name.toUpperCase() }), 409, "TOPIC_EXISTS");
  expectProblem(await call("POST", list, { name: "a/b" }), 422, "VALIDATION");
  expect((await call("GET", `${list}?q=${name}`)).body).toMatchObject({ total: 1, items: [{ name }] });
  const changed = await call("PATCH", `${list}/${name}`, { description: "doors" });
  expect(changed).toMatchObject({ status: 200, body: { description: "doors" } });
  expect((await call("GET", `${list}/${name}`)).body).toEqual(changed.body);
  expect((await call("DELETE", `${list}/${name}`)).status).toBe(204);
  expectProblem(await call("GET", `${list}/${name}`), 404, "TOPIC_NOT_FOUND");
});

apiTest("Group IDs live and die; one that exists ignoring case is refused", async ({ call, product, unique }) => {
  const { instanceId } = await product.api.embeddedInstance();
  const groupId = `GID_${unique("g")}`;
  const list = `/instances/${instanceId}/groups`;
  expect(await call("POST", list, { groupId })).toMatchObject({ status: 201, body: { groupId, createdAt: anyTime } });
  expectProblem(await call("POST", list, { groupId: `GID_${groupId.slice(4).toUpperCase()}` }), 409, "GROUP_EXISTS");
  expectProblem(await call("POST", list, { groupId: "device" }), 422, "VALIDATION");
  expect((await call("GET", `${list}/${groupId}`)).body).toMatchObject({ groupId });
  expect((await call("DELETE", `${list}/${groupId}`)).status).toBe(204);
  expectProblem(await call("GET", `${list}/${groupId}`), 404, "GROUP_NOT_FOUND");
});
