import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { freePort } from "@/tests/helpers/ports";
import { anyNumber, anyText, anyTime, apiTest, expect, expectProblem } from "../fixtures/api-test";
import { seedRule } from "../fixtures/seed";

apiTest(
  "a cluster is registered, read, changed and forgotten; its secrets never come back",
  async ({ call, product, unique }) => {
    const name = unique("cluster");
    const created = await call("POST", "/rocketmq-instances", {
      name,
      regionId: "cn-hangzhou",
      series: "4.0",
      endpoint: { protocol: "remoting", nameServers: [product.nameServer] },
      accessKey: "reader",
      secretKey: "not shown",
    });
    expect(created).toMatchObject({
      status: 201,
      body: {
        instanceId: expect.stringMatching(/^MQ_INST_/),
        name,
        regionId: "cn-hangzhou",
        series: "4.0",
        endpoint: { protocol: "remoting", nameServers: [product.nameServer] },
        accessKey: "reader",
        detectedVersion: "V4_9_7",
        createdAt: anyTime,
        version: 1,
      },
    });
    expect(JSON.stringify(created.body)).not.toContain("not shown");
    const path = `/rocketmq-instances/${created.body["instanceId"]}`;
    expect((await call("GET", path)).body).toEqual(created.body);
    const changed = await call("PATCH", path, { requireReplica: true, version: 1 });
    expect(changed).toMatchObject({ status: 200, body: { requireReplica: true, version: 2 } });
    expectProblem(await call("PATCH", path, { requireReplica: false, version: 1 }), 409, "VERSION_CONFLICT");
    expect((await call("GET", `/rocketmq-instances?q=${name}`)).body).toMatchObject({ total: 1 });
    expect((await call("DELETE", path)).status).toBe(204);
    expectProblem(await call("GET", path), 404, "INSTANCE_NOT_FOUND");
  },
);

apiTest("a cluster of another series than declared is refused", async ({ call, product, unique }) => {
  const answer = await call("POST", "/rocketmq-instances", {
    name: unique("five"),
    regionId: "cn-hangzhou",
    series: "5.0",
    endpoint: { protocol: "remoting", nameServers: [product.nameServer] },
  });
  expectProblem(answer, 422, "ROCKETMQ_SERIES_UNSUPPORTED");
});

apiTest("a connection is tested without saving, and a failure is an answer", async ({ call, product }) => {
  const test = (address: string) =>
    call("POST", "/rocketmq-instances/test", { endpoint: { protocol: "remoting", nameServers: [address] } });
  expect(await test(product.nameServer)).toMatchObject({
    status: 200,
    body: { ok: true, steps: expect.any(Array), detectedVersion: "V4_9_7" },
  });
  expect(await test(`127.0.0.1:${await freePort()}`)).toMatchObject({ status: 200, body: { ok: false } });
});

apiTest("topics are created on, listed from and deleted from the cluster itself", async ({ call, product, unique }) => {
  const { instanceId } = await product.api.embeddedRocketmq();
  const list = `/rocketmq-instances/${instanceId}/topics`;
  const name = unique("made");
  expect(await call("POST", list, { name, queueCount: 4 })).toMatchObject({
    status: 201,
    body: { name, queueCount: 4 },
  });
  expectProblem(await call("POST", list, { name }), 409, "TOPIC_EXISTS");
  expect((await call("GET", `${list}?q=${name}`)).body).toMatchObject({
    total: 1,
    items: [{ name, messageType: anyText, queueCount: 4 }],
  });
  expect((await call("DELETE", `${list}/${name}`)).status).toBe(204);
  expectProblem(await call("DELETE", `${list}/${name}`), 404, "TOPIC_NOT_FOUND");
});

apiTest(
  "a destination topic cannot be deleted, nor its cluster, and the rule is named",
  async ({ call, product, unique }) => {
    const { rocketmqInstanceId, topic, ruleId } = await seedRule(product, unique("dest"));
    const path = `/rocketmq-instances/${rocketmqInstanceId}`;
    for (const used of [`${path}/topics/${topic}`, path]) {
      const refused = await call("DELETE", used);
      expectProblem(refused, 409, "IN_USE");
    }
    expect((await call("DELETE", `${path}/topics/${topic}`)).body["detail"]).toContain(ruleId);
  },
);

apiTest(
  "a forwarded message is found by latest, by queue and offset, and by message ID",
  async ({ call, product, unique }) => {
    const { rocketmqInstanceId, topic } = await seedRule(product, unique("browse"));
    await mosquittoPub({ port: product.ports.mqtt, topic: `${topic}/door/1`, qos: 1 }, Buffer.from("opened"));
    const path = `/rocketmq-instances/${rocketmqInstanceId}/topics/${topic}/messages`;
    const find = async (query: string) => (await call("GET", `${path}?${query}`)).body["items"] as object[];
    // Readers see a message a moment after the broker has confirmed it.
    await expect.poll(async () => (await find("by=latest")).length, { timeout: 10_000 }).toBe(1);
    const [message] = await find("by=latest");
    expect(message).toMatchObject({
      messageId: anyText,
      topic,
      brokerName: anyText,
      queueId: anyNumber,
      queueOffset: 0,
      bornAt: anyTime,
      storedAt: anyTime,
      bodyBase64: Buffer.from("opened").toString("base64"),
      bodyBytes: 6,
      isBodyTruncated: false,
      properties: { mqttSecondTopic: "/door/1", qoslevel: "1" },
    });
    const { messageId, brokerName, queueId } = message as { messageId: string; brokerName: string; queueId: number };
    expect(await find(`by=messageId&messageId=${messageId}`)).toEqual([message]);
    expect(await find(`by=offset&brokerName=${brokerName}&queueId=${queueId}&offset=0`)).toEqual([message]);
    expectProblem(
      await call("GET", `/rocketmq-instances/${rocketmqInstanceId}/topics/${topic}-none/messages`),
      404,
      "TOPIC_NOT_FOUND",
    );
  },
);
