import mqtt from "mqtt";
import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

test("the destination of a rule leads to its messages in RocketMQ, from the list and from the rule's page", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("target"));
  await mosquittoPub({ port: product.ports.mqtt, topic: `${seed.topic}/a`, qos: 1 }, Buffer.from("x"));
  const address = new RegExp(`rocketmq-instances/${seed.rocketmqInstanceId}\\?tab=messages&topic=${seed.topic}$`);
  const messages = page.getByRole("table", { name: text("rocketmq.browse.caption") });
  await page.goto(`${pathOf(seed, "/rules")}?q=${seed.ruleId}`);
  const row = page.getByRole("row").filter({ hasText: seed.ruleId });
  await row.getByRole("link", { name: seed.topic, exact: true }).last().click();
  await expect(page).toHaveURL(address);
  await expect(messages.getByRole("row").nth(1)).toContainText("broker");
  await page.goto(pathOf(seed, `/rules/${seed.ruleId}`));
  await page.getByRole("link", { name: seed.topic, exact: true }).last().click();
  await expect(page).toHaveURL(address);
});

test("Message Tracing is opened for the rule, the topic or the device one looks at", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("asked"));
  const groupId = unique("GID_asked");
  await product.api.createGroup(seed.instanceId, groupId);
  const clientId = `${groupId}@@@one`;
  const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${product.ports.mqtt}`, { clientId, protocolVersion: 5 });
  try {
    const field = (name: string) => page.getByRole("main").getByLabel(text(`traces.form.${name}`), { exact: true });
    const tracing = page.getByRole("main").getByRole("link", { name: text("traces.title"), exact: true });
    await page.goto(pathOf(seed, `/rules/${seed.ruleId}`));
    await tracing.click();
    await expect(field("rule")).toHaveValue(seed.ruleId);
    await page.goto(pathOf(seed, `/topics/${seed.topic}`));
    await tracing.click();
    await expect(field("topic")).toHaveValue(`${seed.topic}/#`);
    await page.goto(`${pathOf(seed, "/groups")}?q=${groupId}`);
    await page.getByRole("button", { name: text("groups.online.open", { count: 1, groupId }) }).click();
    await page.getByRole("dialog").getByRole("link", { name: clientId }).click();
    await expect(page).toHaveURL(/tab=devices/);
    await expect(page.getByRole("table")).toContainText(clientId, { timeout: 20_000 });
  } finally {
    await device.endAsync(true);
  }
});
