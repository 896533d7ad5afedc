import type { Topic } from "@/lib/instances/schemas";
import { pathOf, seedRule, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";
import { statusSwitch } from "../rules/rule-page";

const undo = { name: text("common.undo"), exact: true };

test("disabling a rule can be undone from its message, which says what was missed; the undoing itself cannot", async ({
  page,
  product,
  unique,
}) => {
  const { ruleId, ...seed } = await seedRule(product, unique("undo"));
  await page.goto(pathOf(seed, `/rules/${ruleId}`));
  await statusSwitch(page, ruleId).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: text("rules.toggle.disableAction") })
    .click();
  await expect(page.getByText(text("rules.toggle.disabledToast", { ruleId })).first()).toBeVisible();
  await page.getByRole("button", undo).click();
  await expect(page.getByText(text("rules.toggle.disableLossPast")).first()).toBeVisible();
  await expect(statusSwitch(page, ruleId)).toBeChecked();
  expect((await product.api.rule(ruleId)).status).toBe("enabled");
  await expect(page.getByRole("button", undo)).toHaveCount(0);
});

test("undoing a bulk change takes back only what it changed", async ({ page, product, unique }) => {
  const prefix = unique("undomany");
  const seed = await seedTopics(product, `${prefix}-a`);
  await product.api.createTopic(seed.instanceId, `${prefix}-b`);
  for (const [ending, status] of [
    ["a", "enabled"],
    ["b", "disabled"],
  ] as const) {
    const id = `${prefix}-${ending}`;
    const { rocketmqInstanceId, topic } = seed;
    const rule = { ruleId: id, topic: id, rocketmqInstanceId, destinationTopic: topic, status };
    await product.api.createOutboundRule(seed.instanceId, rule);
  }
  await page.goto(`${pathOf(seed, "/rules")}?q=${prefix}`);
  await page.getByRole("checkbox", { name: text("rules.list.selectAll") }).click();
  await page.getByRole("button", { name: text("rules.list.disable"), exact: true }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: text("transfer.bulkDisable", { count: 2 }) })
    .click();
  await expect.poll(async () => (await product.api.rule(`${prefix}-a`)).status).toBe("disabled");
  await page.getByRole("button", undo).click();
  await expect.poll(async () => (await product.api.rule(`${prefix}-a`)).status).toBe("enabled");
  expect((await product.api.rule(`${prefix}-b`)).status).toBe("disabled");
  await expect(statusSwitch(page, `${prefix}-a`)).toBeChecked();
});

test("a description edited in place is put back, but not over somebody else's change", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("undotext"));
  const topicPath = `/instances/${seed.instanceId}/topics/${seed.topic}`;
  const description = async () => (await product.api.call<Topic>("GET", topicPath)).description;
  const label = text("topics.details.description");
  async function edit(value: string): Promise<void> {
    await page.getByRole("button", { name: text("common.editNamed", { name: label }) }).click();
    await page.getByRole("textbox", { name: label }).fill(value);
    await page.getByRole("textbox", { name: label }).press("Enter");
    await expect(page.getByRole("button", undo)).toBeVisible();
  }
  await page.goto(pathOf(seed, `/topics/${seed.topic}`));
  await edit("first");
  await page.getByRole("button", undo).click();
  await expect.poll(description).toBe("");
  await expect(page.getByRole("main")).not.toContainText("first");
  await expect(page.getByText(text("common.undone")).first()).toBeVisible();

  await edit("second");
  await product.api.call("PATCH", topicPath, { description: "theirs" });
  await page.getByRole("button", undo).click();
  await expect(page.getByText(text("errors.code.VERSION_CONFLICT")).first()).toBeVisible();
  expect(await description()).toBe("theirs");
});
