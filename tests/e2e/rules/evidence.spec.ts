import { randomBytes } from "node:crypto";
import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { readTopicUntil } from "@/tests/helpers/read-topic";
import { pathOf, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text, textZh } from "../fixtures/texts";
import { WizardPage } from "./wizard-page";

const t = (key: string, values?: Record<string, string | number>) => text(`evidence.${key}`, values);

test("the wizard shows what is published, and the exact message that RocketMQ then gets", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  const seed = await seedTopics(product, unique("evidence"));
  const ruleId = unique("rule");
  const topic = `${seed.topic}/site1/dev7`;
  const clientId = "GID_e2e@@@evidence";
  const payload = randomBytes(24);
  const wizard = new WizardPage(page);
  await wizard.open(pathOf(seed, "/rules"));
  await wizard.fillBasic(ruleId);
  await wizard.sourceTopic.fill(seed.topic);
  await page.getByRole("option", { name: seed.topic }).first().click();
  await expect(page.getByText(t("seenNone", { topic: seed.topic }))).toBeVisible();
  await mosquittoPub({ port: product.ports.mqtt, topic, qos: 2, clientId }, payload);
  await page.getByRole("button", { name: `${t("use")}: ${topic}` }).press("Enter");
  await expectAccessible(page);
  await wizard.next();
  await wizard.fillDestination(seed.rocketmqName, seed.topic);
  const properties = page.getByRole("table", { name: t("result", { topic: seed.topic }) });
  const shown = (name: string) => properties.getByRole("row").filter({ hasText: new RegExp(`^${name}`) });
  await expect(shown("mqttSecondTopic")).toContainText("/site1/dev7");
  await expect(shown("clientId")).toContainText(clientId);
  await expect(shown("qoslevel")).toContainText("2");
  await expect(page.getByText(/of 8 on /)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: t("runPreflight") }).click();
  await expect(page.getByText(t("preflightOk"))).toBeVisible();
  expect(
    await product.api.call("GET", `/rocketmq-instances/${seed.rocketmqInstanceId}/topics/${seed.topic}/messages`),
  ).toEqual({
    items: [],
  });
  await page.getByRole("checkbox", { name: t("sendTest") }).press("Space");
  await page.getByRole("button", { name: t("runPreflight") }).click();
  await expect(page.getByRole("listitem").filter({ hasText: t("step.testMessage") })).toContainText("sluicePreflight");
  const [probe] = await readTopicUntil(product.nameServer, seed.topic, 1, 20_000);
  expect(probe?.properties["sluicePreflight"]).toBe("true");

  const listed = await properties.getByRole("row").allInnerTexts();
  await wizard.submit();
  await expect(page).toHaveURL(new RegExp(`/rules/${ruleId}$`));
  await expect.poll(async () => (await product.api.rule(ruleId)).state, { timeout: 20_000 }).toBe("running");
  await mosquittoPub({ port: product.ports.mqtt, topic, qos: 2, clientId }, payload);
  const messages = await readTopicUntil(product.nameServer, seed.topic, 2, 20_000);
  const stored = messages.find((message) => message.properties["sluicePreflight"] === undefined);
  expect(stored?.body.equals(payload)).toBe(true);
  for (const name of ["topic", "mqttSecondTopic", "qoslevel", "clientId"]) {
    const row = listed.find((line) => line.startsWith(`${name}\t`) || line.startsWith(`${name}\n`));
    expect(row).toContain(stored?.properties[name] ?? "absent");
  }
});

test("a preflight says in either language what is missing", async ({ page, product, unique }) => {
  const seed = await seedTopics(product, unique("preflight"));
  const answer = await product.api.call<{ ok: boolean; steps: { step: string; outcome: string }[] }>(
    "POST",
    `/instances/${seed.instanceId}/rules/preflight`,
    {
      source: { topic: seed.topic },
      destination: { rocketmqInstanceId: seed.rocketmqInstanceId, topic: `${seed.topic}-missing` },
    },
  );
  expect(answer.ok).toBe(false);
  expect(answer.steps.at(-1)).toMatchObject({ step: "route", outcome: "failed" });
  await page.context().addCookies([{ name: "sluice-locale", value: "zh-CN", url: product.baseUrl }]);
  await page.goto(`${pathOf(seed, "/rules")}/create`);
  await page.getByRole("textbox", { name: textZh("rules.wizard.ruleId") }).fill(unique("rule"));
  await page.getByRole("button", { name: textZh("rules.wizard.next") }).click();
  await page.getByRole("combobox", { name: textZh("rules.wizard.sourceTopic") }).fill(seed.topic);
  await page.getByRole("option", { name: seed.topic }).first().click();
  await page.getByRole("button", { name: textZh("rules.wizard.next") }).click();
  await expect(page.getByRole("heading", { name: textZh("evidence.previewTitle") })).toBeVisible();
  await page.getByRole("button", { name: textZh("evidence.runPreflight") }).hover();
  await expect(page.getByText(textZh("evidence.chooseFirst"))).toBeVisible();
});
