import { pathOf, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

// The only test that may use this ID: a rule's ID is unique in the whole product.
const ruleId = "create";

test("a rule called as the wizard's page is opened, edited and left again, and the wizard still opens", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("reserved"));
  const { instanceId, rocketmqInstanceId, topic } = seed;
  await product.api.createOutboundRule(instanceId, { ruleId, topic, rocketmqInstanceId, destinationTopic: topic });
  const heading = page.getByRole("heading", { level: 1 });

  await page.goto(`${pathOf(seed, "/rules")}?q=${ruleId}`);
  await page.getByRole("link", { name: ruleId, exact: true }).click();
  await expect(heading).toContainText(ruleId);
  await page.getByRole("link", { name: text("rules.detail.tab.consume") }).click();
  await expect(page).toHaveURL(/\/rules\/create\/details\?tab=consume/);

  await page.getByRole("link", { name: text("rules.list.edit"), exact: true }).click();
  await expect(heading).toContainText(text("rules.wizard.editTitle"));
  await expect(page.getByRole("link", { name: ruleId, exact: true })).toHaveAttribute("href", /\/create\/details$/);

  await page.goto(pathOf(seed, "/rules/create"));
  await expect(heading).toContainText(text("rules.wizard.createTitle"));
});
