import type { Page } from "@playwright/test";
import type { ConsoleApp } from "@/tests/helpers/console-app";
import { readRows } from "../fixtures/database";
import { pathOf, type Seed, seedRule, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";
import { WizardPage } from "./wizard-page";

async function openBasic(page: Page, product: ConsoleApp): Promise<WizardPage> {
  const wizard = new WizardPage(page);
  await wizard.open(pathOf(await product.api.embeddedInstance(), "/rules"));
  return wizard;
}

for (const { name, ruleId, reason } of [
  { name: "two characters", ruleId: "ab", reason: /3 to 64 characters/ },
  { name: "65 characters", ruleId: "a".repeat(65), reason: /3 to 64 characters/ },
  { name: "a space", ruleId: "my rule", reason: /letters, digits, hyphens/ },
  { name: "a slash", ruleId: "a/b/c", reason: /letters, digits, hyphens/ },
  { name: "Chinese characters", ruleId: "规则规则", reason: /letters, digits, hyphens/ },
  { name: "neither letter nor digit", ruleId: "---", reason: /at least one letter or digit/ },
]) {
  test(`a rule ID of ${name} is refused at its field, with the reason`, async ({ page, product }) => {
    const wizard = await openBasic(page, product);
    await wizard.ruleId.fill(ruleId);
    await wizard.next();
    await expect(wizard.ruleId).toHaveAttribute("aria-invalid", "true");
    await expect(wizard.ruleId).toHaveAccessibleDescription(reason);
    await expect(wizard.ruleId).toBeFocused();
    await expect(wizard.stepHeading("basic")).toBeVisible();
  });
}

test("a rule ID of 64 characters is taken", async ({ page, product, unique }) => {
  const wizard = await openBasic(page, product);
  await wizard.ruleId.fill(unique("x").padEnd(64, "z"));
  await wizard.next();
  await expect(wizard.stepHeading("source")).toBeVisible();
});

test("a description of 129 characters is refused with its limit", async ({ page, product, unique }) => {
  const wizard = await openBasic(page, product);
  await wizard.ruleId.fill(unique("rule"));
  await wizard.description.fill("d".repeat(129));
  await wizard.next();
  await expect(wizard.description).toHaveAccessibleDescription(/at most 128 characters/);
  await expect(wizard.stepHeading("basic")).toBeVisible();
});

async function fillAll(page: Page, seed: Seed, ruleId: string): Promise<WizardPage> {
  const wizard = new WizardPage(page);
  await wizard.open(pathOf(seed, "/rules"));
  await wizard.fillBasic(ruleId);
  await wizard.fillSource(seed.topic);
  await wizard.fillDestination(seed.rocketmqName, seed.topic);
  return wizard;
}

test("a rule ID that exists is refused in the first step, before anything else is entered", async ({
  page,
  product,
  unique,
}) => {
  const { ruleId } = await seedRule(product, unique("taken"));
  const wizard = await openBasic(page, product);
  await wizard.ruleId.fill(ruleId);
  await wizard.next();
  await expect(wizard.ruleId).toHaveAttribute("aria-invalid", "true");
  await expect(wizard.stepHeading("basic")).toBeVisible();
});

test("a topic that has an outbound rule cannot be chosen, and the rule is named", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("busy"));
  const wizard = new WizardPage(page);
  await wizard.open(pathOf(seed, "/rules"));
  await wizard.fillBasic(unique("rule"));
  await wizard.sourceTopic.fill(seed.topic);
  const option = page.getByRole("option", { name: seed.topic }).first();
  await expect(option).toHaveAttribute("aria-disabled", "true");
  await expect(option).toContainText(seed.ruleId);
});

test("an ID taken while the wizard was open is refused on Create, at the step where it can be cured", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("race"));
  const other = await seedTopics(product, unique("other"));
  const ruleId = unique("raced");
  const wizard = await fillAll(page, seed, ruleId);
  const { instanceId, rocketmqInstanceId } = other;
  await product.api.createOutboundRule(instanceId, {
    ruleId,
    topic: other.topic,
    rocketmqInstanceId,
    destinationTopic: other.topic,
  });
  await wizard.submit();
  await expect(wizard.stepHeading("basic")).toBeVisible();
  await expect(wizard.ruleId).toHaveAttribute("aria-invalid", "true");
  expect(readRows(product.appDatabaseFile, "select rule_id from rules where rule_id = ?", ruleId)).toHaveLength(1);
});

test("pressing Create twice makes one rule", async ({ page, product, unique }) => {
  const seed = await seedTopics(product, unique("twice"));
  const ruleId = unique("rule");
  await fillAll(page, seed, ruleId);
  let posts = 0;
  page.on("request", (request) => {
    posts += request.method() === "POST" && "next-action" in request.headers() ? 1 : 0;
  });
  await page.getByRole("button", { name: text("common.create"), exact: true }).dblclick();
  await expect(page).toHaveURL(new RegExp(`/rules/${ruleId}$`));
  expect(posts).toBe(1);
});

test("an instance with a kernel below V3 offers no rules and says why", async ({ page, product, unique }) => {
  const { regionId } = await product.api.embeddedInstance();
  const old = await product.api.call<{ instanceId: string }>("POST", "/instances", {
    name: unique("old"),
    regionId,
    kernelVersion: "V2.1.0",
    connection: { url: `mqtt://127.0.0.1:${product.ports.mqtt}` },
  });
  await page.goto(pathOf({ regionId, instanceId: old.instanceId }, "/rules"));
  await expect(page.getByRole("main")).toContainText(text("rules.list.kernelTitle"));
  await expect(page.getByRole("main")).toContainText("V2.1.0");
  await expect(page.getByRole("link", { name: text("rules.list.create") })).toHaveCount(0);
});

test("at the quota no rule can be created, and the reason is shown", async ({ page, product, unique }) => {
  const { regionId } = await product.api.embeddedInstance();
  const full = await product.api.call<{ instanceId: string }>("POST", "/instances", {
    name: unique("full"),
    regionId,
    kernelVersion: "V3.3.0",
    connection: { url: `mqtt://127.0.0.1:${product.ports.mqtt}` },
  });
  await product.api.call("PATCH", `/instances/${full.instanceId}`, { ruleQuota: 0 });
  await page.goto(pathOf({ regionId, instanceId: full.instanceId }, "/rules"));
  const create = page.getByRole("button", { name: text("rules.list.create") }).first();
  await expect(create).toHaveAttribute("aria-disabled", "true");
  // Live is said by the page's script, which the tooltip needs too.
  await expect(page.getByText(text("charts.live.live"), { exact: true })).toBeVisible();
  await create.hover();
  await expect(page.getByText(text("rules.list.quotaReached", { quota: 0 }))).toBeVisible();
});

test("a RocketMQ instance of another region is not offered", async ({ page, product, unique }) => {
  const seed = await seedTopics(product, unique("region"));
  const elsewhere = unique("elsewhere");
  await product.api.call("POST", "/rocketmq-instances", {
    name: elsewhere,
    regionId: "eu-central-1",
    series: "4.0",
    endpoint: { protocol: "remoting", nameServers: [product.nameServer] },
  });
  const wizard = new WizardPage(page);
  await wizard.open(pathOf(seed, "/rules"));
  await wizard.fillBasic(unique("rule"));
  await wizard.fillSource(seed.topic);
  await wizard.rocketmqInstance.click();
  await expect(page.getByRole("option", { name: seed.rocketmqName })).toBeVisible();
  await expect(page.getByRole("option", { name: elsewhere })).toHaveCount(0);
});
