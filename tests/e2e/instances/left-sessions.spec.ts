import { startMosquitto } from "@/tests/helpers/mosquitto-server";
import { freePort } from "@/tests/helpers/ports";
import { pathOf } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

test("a session that a deleted rule left at its broker is named until the broker was told", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  test.setTimeout(180_000);
  const name = unique("left");
  const { api } = product;
  const mosquitto = await startMosquitto({ port: await freePort(), persistence: true });
  try {
    const instance = { name, regionId: "cn-hangzhou", connection: { url: mosquitto.url } };
    const { instanceId } = await api.call<{ instanceId: string }>("POST", "/instances", instance);
    const { instanceId: rocketmqInstanceId } = await api.embeddedRocketmq();
    await api.createTopic(instanceId, name);
    await api.createRocketmqTopic(rocketmqInstanceId, name);
    await api.createOutboundRule(instanceId, { ruleId: name, topic: name, rocketmqInstanceId, destinationTopic: name });
    await expect.poll(async () => (await api.rule(name)).state, { timeout: 30_000 }).toBe("running");
    await mosquitto.kill();
    await api.deleteRule(name);

    const notice = page.getByRole("status").filter({ hasText: text("instances.leftSessions.title", { count: 1 }) });
    const details = pathOf({ regionId: "cn-hangzhou", instanceId });
    const isNamed = async () => {
      await page.goto(details);
      return (await notice.count()) === 1;
    };
    await expect.poll(isNamed, { timeout: 30_000 }).toBe(true);
    await expect(notice).toContainText(name);
    await expect(notice).toContainText(mosquitto.url);
    await expectAccessible(page);
    await mosquitto.restart();
    await expect.poll(isNamed, { timeout: 60_000 }).toBe(false);
  } finally {
    await mosquitto.stop();
  }
});
