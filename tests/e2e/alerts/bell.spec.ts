import { startMosquitto } from "@/tests/helpers/mosquitto-server";
import { freePort } from "@/tests/helpers/ports";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

test("the bell tells that an alert is new, leads to its rule, and has it read once it was opened", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  const name = unique("bell");
  const mosquitto = await startMosquitto({ port: await freePort() });
  try {
    const instance = { name, regionId: "cn-hangzhou", connection: { url: mosquitto.url } };
    const { instanceId } = await product.api.call<{ instanceId: string }>("POST", "/instances", instance);
    const { instanceId: rocketmqInstanceId } = await product.api.embeddedRocketmq();
    await product.api.createTopic(instanceId, name);
    await product.api.createRocketmqTopic(rocketmqInstanceId, name);
    const rule = { ruleId: name, topic: name, rocketmqInstanceId, destinationTopic: name };
    await product.api.createOutboundRule(instanceId, rule);
    await expect.poll(async () => (await product.api.rule(name)).state, { timeout: 15_000 }).toBe("running");
    // Without persistence a restart forgets the rule's session, which is worth an alert.
    await mosquitto.restart();
    const alerts = async () => (await product.api.call<{ items: { ruleId?: string }[] }>("GET", "/alerts")).items;
    const isRaised = async () => (await alerts()).some(({ ruleId }) => ruleId === name);
    await expect.poll(isRaised, { timeout: 30_000 }).toBe(true);

    await page.goto("/cn-hangzhou/instances");
    const bell = page.getByRole("banner").getByRole("button", { name: /^Alerts/ });
    await expect(bell).toHaveAccessibleName(/\d/);
    await bell.press("Enter");
    const link = page.getByRole("link", { name, exact: true });
    await expect(link.first()).toBeVisible();
    await expectAccessible(page);
    // Other tests may cause alerts meanwhile: what is read is this one.
    const seen = (await page.context().cookies()).find((cookie) => cookie.name === "sluice-alert-seen");
    expect(Number(seen?.value)).toBeGreaterThan(0);
    await link.first().click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
    await expect(page.getByRole("link", { name: text("shell.bell.all") })).toHaveCount(0);
  } finally {
    await mosquitto.stop();
  }
});
