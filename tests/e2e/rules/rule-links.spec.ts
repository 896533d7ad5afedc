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

test("Message Tracing is opened for the rule or the topic one looks at", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("asked"));
  const field = (name: string) => page.getByRole("main").getByLabel(text(`traces.form.${name}`), { exact: true });
  const tracing = page.getByRole("main").getByRole("link", { name: text("traces.title"), exact: true });
  await page.goto(pathOf(seed, `/rules/${seed.ruleId}`));
  await tracing.click();
  await expect(field("rule")).toHaveValue(seed.ruleId);
  await page.goto(pathOf(seed, `/topics/${seed.topic}`));
  await tracing.click();
  await expect(field("topic")).toHaveValue(`${seed.topic}/#`);
});

test("an online client leads to what Message Tracing knows of the device", async ({ page, product, unique }) => {
  const instance = await product.api.embeddedInstance();
  const groupId = unique("GID_asked");
  await product.api.createGroup(instance.instanceId, groupId);
  const clientId = `${groupId}@@@one`;
  const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${product.ports.mqtt}`, { clientId, protocolVersion: 5 });
  try {
    await page.goto(`${pathOf(instance, "/groups")}?q=${groupId}`);
    await page.getByRole("button", { name: text("groups.online.open", { count: 1, groupId }) }).click();
    await page.getByRole("dialog").getByRole("link", { name: clientId }).click();
    await expect(page).toHaveURL(/tab=devices/);
    await expect(page.getByRole("table")).toContainText(clientId, { timeout: 20_000 });
  } finally {
    await device.endAsync(true);
  }
});

test("a rule's page draws its failed sends and lists its alerts; its topic's page and list show its figures", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("drawn"));
  await page.goto(pathOf(seed, `/rules/${seed.ruleId}`));
  const failedSends = page.getByRole("figure", { name: text("charts.failedSends") });
  await expect(failedSends.getByRole("application")).toBeVisible({ timeout: 30_000 });
  const alerts = page.getByRole("table", { name: text("alerts.ofRule.caption", { ruleId: seed.ruleId }) });
  await expect(alerts).toContainText(text("alerts.ofRule.none"));
  await page.goto(pathOf(seed, `/topics/${seed.topic}`));
  await expect(page.getByRole("figure")).toHaveCount(4);
  await expect(failedSends.getByRole("application")).toBeVisible({ timeout: 30_000 });
  await page.goto(`${pathOf(seed, "/topics")}?q=${seed.topic}`);
  const row = page.getByRole("row").filter({ hasText: seed.topic });
  await expect(row.getByRole("cell", { name: "0", exact: true })).toBeVisible({ timeout: 15_000 });
});
