import { randomBytes } from "node:crypto";
import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { readTopicUntil } from "@/tests/helpers/read-topic";
import { readRows } from "../fixtures/database";
import { pathOf, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";
import { totalOf } from "./rule-page";
import { WizardPage } from "./wizard-page";

test("a rule made in the wizard forwards the next message to RocketMQ, and the page counts it", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("orders"));
  const ruleId = unique("rule");
  const wizard = new WizardPage(page);
  await wizard.open(pathOf(seed, "/rules"));
  await wizard.fillBasic(ruleId, "from the wizard");
  await wizard.fillSource(seed.topic);
  await wizard.fillDestination(seed.rocketmqName, seed.topic);
  const request = await wizard.submit();
  expect(request.headers()["next-action"], "the wizard submits by a server action").toBeTruthy();
  await expect(page).toHaveURL(new RegExp(`/rules/${ruleId}$`));

  const rows = readRows(product.appDatabaseFile, "select * from rules where rule_id = ?", ruleId);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows[0])).toContain("from the wizard");

  await expect.poll(async () => (await product.api.rule(ruleId)).state, { timeout: 20_000 }).toBe("running");
  const payload = randomBytes(333);
  const clientId = "GID_e2e@@@device";
  await mosquittoPub({ port: product.ports.mqtt, topic: `${seed.topic}/site1/dev7`, qos: 1, clientId }, payload);

  const [message] = await readTopicUntil(product.nameServer, seed.topic, 1, 20_000);
  expect(message?.body.equals(payload)).toBe(true);
  expect(message?.properties).toMatchObject({
    topic: `${seed.topic}/site1/dev7`,
    mqttSecondTopic: "/site1/dev7",
    qoslevel: "1",
    clientId,
  });
  await expect(totalOf(page, "received")).toHaveText("1", { timeout: 10_000 });
  await expect(totalOf(page, "delivered")).toHaveText("1");
  expect((await product.api.metrics(ruleId)).totals).toMatchObject({ received: 1, delivered: 1 });
});

test("entries survive going back and forth, and nothing is stored before Create is pressed", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("steps"));
  const ruleId = unique("rule");
  const wizard = new WizardPage(page);
  await wizard.open(pathOf(seed, "/rules"));
  await wizard.fillBasic(ruleId, "kept");
  await wizard.fillSource(seed.topic);
  await page.goBack();
  await expect(wizard.sourceTopic).toHaveValue(seed.topic);
  await page.goBack();
  await expect(wizard.ruleId).toHaveValue(ruleId);
  await expect(wizard.description).toHaveValue("kept");
  expect(readRows(product.appDatabaseFile, "select rule_id from rules where rule_id = ?", ruleId)).toEqual([]);
});

test("another RocketMQ instance clears its topic and nothing else, and the topic can be had back", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("clears"));
  const other = unique("other");
  await product.api.call("POST", "/rocketmq-instances", {
    name: other,
    regionId: seed.regionId,
    series: "4.0",
    endpoint: { protocol: "remoting", nameServers: [product.nameServer] },
  });
  const ruleId = unique("rule");
  const wizard = new WizardPage(page);
  await wizard.open(pathOf(seed, "/rules"));
  await wizard.fillBasic(ruleId, "kept");
  await wizard.fillSource(seed.topic);
  await wizard.fillDestination(seed.rocketmqName, seed.topic);
  await wizard.rocketmqInstance.click();
  await page.getByRole("option", { name: other }).click();
  await expect(wizard.rocketmqTopic).toHaveValue("");
  await expect(page.getByText(text("evidence.cleared", { topic: seed.topic }))).toBeVisible();
  await page.getByRole("button", { name: text("evidence.undo"), exact: true }).click();
  await expect(wizard.rocketmqTopic).toHaveValue(seed.topic);
  await expect(wizard.rocketmqInstance).toContainText(seed.rocketmqName);
  await page.goBack();
  await expect(wizard.sourceTopic).toHaveValue(seed.topic);
  await page.goBack();
  await expect(wizard.ruleId).toHaveValue(ruleId);
  await expect(wizard.description).toHaveValue("kept");
});
