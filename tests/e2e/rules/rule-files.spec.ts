import { pathOf, seedRule, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text, textZh } from "../fixtures/texts";

function ruleFile(
  rules: readonly { ruleId: string; topic: string; rocketmqInstanceId: string; description?: string }[],
) {
  return JSON.stringify({
    apiVersion: "sluice/v1",
    kind: "Rules",
    rules: rules.map(({ ruleId, topic, rocketmqInstanceId, description = "" }) => ({
      ruleId,
      description,
      status: "disabled",
      type: "dataOutbound",
      source: { topic },
      destination: { rocketmqInstanceId, topic },
    })),
  });
}

test("a rule file shows what it would do, is applied as shown, and says why a rule is refused", async ({
  page,
  product,
  unique,
  problems,
  expectAccessible,
}) => {
  problems.expect(/422/);
  const topic = unique("file");
  const seed = await seedTopics(product, topic);
  const yaml = ruleFile([
    { ruleId: topic, topic, rocketmqInstanceId: seed.rocketmqInstanceId },
    { ruleId: `${topic}-2`, topic, rocketmqInstanceId: seed.rocketmqInstanceId },
  ]);
  await page.goto(pathOf(seed, "/rules"));
  await page.getByRole("button", { name: text("transfer.more") }).press("Enter");
  await page.getByRole("menuitem", { name: text("transfer.import") }).press("Enter");
  const drawer = page.getByRole("dialog", { name: text("transfer.title") });
  await drawer.getByLabel(text("transfer.text")).fill("apiVersion: [");
  await drawer.getByRole("button", { name: text("transfer.preview") }).press("Enter");
  await expect(drawer.getByRole("alert")).toContainText("Line 1");
  await drawer.getByLabel(text("transfer.text")).fill(yaml);
  await drawer.getByRole("button", { name: text("transfer.preview") }).press("Enter");
  await expect(drawer.getByText(text("transfer.planned"))).toBeVisible();
  await expect(
    drawer
      .getByRole("row")
      .filter({ hasText: `${topic}-2` })
      .first(),
  ).toContainText(text("transfer.outcome.refused"));
  await expectAccessible(page);
  await expect(product.api.rule(topic)).rejects.toThrow(/RULE_NOT_FOUND/);
  await drawer.getByRole("button", { name: text("transfer.apply", { count: 1 }) }).press("Enter");
  await expect(drawer.getByText(text("transfer.applied"))).toBeVisible();
  expect((await product.api.rule(topic)).status).toBe("disabled");
  await drawer
    .getByRole("button", { name: text("transfer.close") })
    .last()
    .press("Enter");
  await expect(page.getByRole("row").filter({ hasText: topic }).first()).toBeVisible();
});

test("an exported file, changed by hand, imports as exactly that change", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("export"));
  await page.goto(`${pathOf(seed, "/rules")}?q=${seed.ruleId}`);
  await page.getByRole("checkbox", { name: text("rules.list.selectOne", { ruleId: seed.ruleId }) }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: text("transfer.exportSelected"), exact: true }).click();
  const file = await (await download).path();
  const { readFile, writeFile } = await import("node:fs/promises");
  const exported = await readFile(file, "utf8");
  expect(exported).toContain(`ruleId: ${seed.ruleId}`);
  const changed = test.info().outputPath("rules.yaml");
  await writeFile(changed, exported.replace('description: ""', "description: by hand"));
  await page.context().addCookies([{ name: "sluice-locale", value: "zh-CN", url: product.baseUrl }]);
  await page.reload();
  await page.getByRole("button", { name: textZh("transfer.more") }).click();
  await page.getByRole("menuitem", { name: textZh("transfer.import") }).click();
  await page.getByLabel(textZh("transfer.file")).setInputFiles(changed);
  await page.getByRole("button", { name: textZh("transfer.preview") }).click();
  await page.getByRole("button", { name: textZh("transfer.apply", { count: 1 }) }).click();
  await expect(page.getByText(textZh("transfer.applied"))).toBeVisible();
  expect(await product.api.rule(seed.ruleId)).toMatchObject({ description: "by hand", version: 2 });
});

test("many rules are disabled after one question, and those refused are named and stay selected", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  const seed = await seedRule(product, unique("bulk"));
  const gone = `${seed.ruleId}-gone`;
  await product.api.createTopic(seed.instanceId, gone);
  const { rocketmqInstanceId, topic } = seed;
  await product.api.createOutboundRule(seed.instanceId, {
    ruleId: gone,
    topic: gone,
    rocketmqInstanceId,
    destinationTopic: topic,
  });
  await page.goto(`${pathOf(seed, "/rules")}?q=${seed.ruleId}`);
  await page.getByRole("checkbox", { name: text("rules.list.selectAll") }).click();
  await product.api.call("DELETE", `/rules/${gone}?discardBacklog=true`);
  await page.getByRole("button", { name: text("rules.list.disable"), exact: true }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText(seed.ruleId);
  await expectAccessible(page);
  await question.getByRole("button", { name: text("transfer.bulkDisable", { count: 2 }) }).click();
  const dialog = page.getByRole("dialog", { name: text("transfer.bulkRefused") });
  await expect(dialog).toContainText(gone);
  expect((await product.api.rule(seed.ruleId)).status).toBe("disabled");
});

test("a hidden column stays hidden after a reload, and comes back", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  const seed = await seedRule(product, unique("columns"));
  await page.goto(`${pathOf(seed, "/rules")}?q=${seed.ruleId}`);
  const header = page.getByRole("columnheader", { name: text("rules.list.sourceDestination") });
  await expect(header).toBeVisible();
  await page.getByRole("button", { name: text("common.columns"), exact: true }).press("Enter");
  await page.getByRole("menuitemcheckbox", { name: text("rules.list.sourceDestination") }).press("Space");
  await expect(header).toBeHidden();
  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: seed.ruleId })).toBeVisible();
  await expect(header).toBeHidden();
  await expectAccessible(page);
  await page.getByRole("button", { name: text("common.columns"), exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: text("rules.list.sourceDestination") }).click();
  await expect(header).toBeVisible();
});
