import { startMosquitto } from "@/tests/helpers/mosquitto-server";
import { freePort } from "@/tests/helpers/ports";
import { anyTime, apiTest, expect, expectProblem } from "../fixtures/api-test";
import { startReceiver } from "../fixtures/webhook-receiver";

apiTest("a webhook is created, tested against a real receiver, changed and deleted", async ({ call, unique }) => {
  const receiver = await startReceiver();
  const name = unique("pager");
  try {
    const created = await call("POST", "/alert-webhooks", { name, url: receiver.url, secret: "correct horse" });
    expect(created).toMatchObject({
      status: 201,
      body: { name, url: receiver.url, hasSecret: true, status: "enabled", createdAt: anyTime, version: 1 },
    });
    const path = `/alert-webhooks/${created.body["webhookId"]}`;
    expect(await call("POST", `${path}/test`)).toMatchObject({
      status: 200,
      body: { ok: true, httpStatus: 202, body: "noted" },
    });
    expect(receiver.of("alert.test")).toHaveLength(1);
    expect(await call("PATCH", path, { status: "disabled", version: 1 })).toMatchObject({ status: 200 });
    expectProblem(await call("PATCH", path, { status: "enabled", version: 1 }), 409, "VERSION_CONFLICT");
    expect((await call("DELETE", path)).status).toBe(204);
    expectProblem(await call("GET", path), 404, "ALERT_WEBHOOK_NOT_FOUND");
  } finally {
    receiver.close();
  }
});

apiTest("alerts are listed with their page", async ({ call }) => {
  expect(await call("GET", "/alerts?state=raised")).toMatchObject({
    status: 200,
    body: { items: expect.any(Array), page: 1, pageSize: 20 },
  });
});

apiTest(
  "a session that the MQTT broker lost raises one alert, listed and sent to the webhook",
  async ({ call, product, unique }) => {
    const receiver = await startReceiver();
    const mosquitto = await startMosquitto({ port: await freePort() });
    const name = unique("lost");
    try {
      const webhook = await call("POST", "/alert-webhooks", { name, url: receiver.url });
      const connection = { url: mosquitto.url };
      const instance = await call("POST", "/instances", { name, regionId: "cn-hangzhou", connection });
      const instanceId = String(instance.body["instanceId"]);
      const rocketmq = await product.api.embeddedRocketmq();
      await product.api.createTopic(instanceId, name);
      await product.api.createRocketmqTopic(rocketmq.instanceId, name);
      const rule = { ruleId: name, topic: name, rocketmqInstanceId: rocketmq.instanceId, destinationTopic: name };
      await product.api.createOutboundRule(instanceId, rule);
      const state = async () => (await product.api.rule(name)).state;
      await expect.poll(state, { timeout: 15_000 }).toBe("running");
      // Without persistence a restart forgets every session.
      await mosquitto.restart();
      const noticesOfRule = () =>
        receiver.bodies.filter(({ alert }) => (alert as { ruleId?: string } | undefined)?.ruleId === name);
      await expect.poll(() => noticesOfRule().length, { timeout: 30_000 }).toBe(1);
      expect(noticesOfRule()).toMatchObject([
        { event: "alert.raised", alert: { kind: "sessionLost", state: "raised", ruleId: name, instanceId } },
      ]);
      expect((await call("GET", `/alerts?ruleId=${name}`)).body).toMatchObject({
        total: 1,
        items: [{ kind: "sessionLost", state: "raised", ruleId: name, regionId: "cn-hangzhou", raisedAt: anyTime }],
      });
      const sent = async () => (await call("GET", `/alert-webhooks/${webhook.body["webhookId"]}`)).body;
      await expect.poll(sent).toMatchObject({ pendingCount: 0, droppedCount: 0, lastDelivery: { ok: true } });
      await call("DELETE", `/alert-webhooks/${webhook.body["webhookId"]}`);
      await product.api.deleteRule(name);
    } finally {
      receiver.close();
      await mosquitto.stop();
    }
  },
);
