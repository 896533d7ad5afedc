import { readRows } from "../fixtures/database";
import { pathOf, seedRule, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

test("a parent topic is created in the page and stored", async ({ page, product, unique }) => {
  const instance = await product.api.embeddedInstance();
  const name = unique("made");
  // By its name: the topics of other tests may fill the first page.
  await page.goto(`${pathOf(instance, "/topics")}?q=${name}`);
  await page
    .getByRole("button", { name: /^Create/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: text("topics.form.name") }).fill(name);
  await dialog.getByRole("button", { name: text("topics.form.submitCreate") }).click();
  await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
  expect(readRows(product.appDatabaseFile, "select name from topics where name = ?", name)).toEqual([{ name }]);
});

test("a name with a slash or a wildcard is refused with the reason, and nothing is stored", async ({
  page,
  product,
}) => {
  const instance = await product.api.embeddedInstance();
  await page.goto(pathOf(instance, "/topics"));
  await page
    .getByRole("button", { name: /^Create/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  for (const name of ["a/b/c", "all/#", "one+two"]) {
    await dialog.getByRole("textbox", { name: text("topics.form.name") }).fill(name);
    await dialog.getByRole("button", { name: text("topics.form.submitCreate") }).click();
    await expect(dialog).toContainText(/letters, digits, hyphens/);
    expect(readRows(product.appDatabaseFile, "select name from topics where name = ?", name)).toEqual([]);
  }
});

test("a topic that a rule uses cannot be deleted, and the rule is named", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("used"));
  await page.goto(`${pathOf(seed, "/topics")}?q=${seed.topic}`);
  const row = page.getByRole("row").filter({ hasText: seed.topic });
  await expect(row).toContainText(seed.ruleId);
  await expect(product.api.call("DELETE", `/instances/${seed.instanceId}/topics/${seed.topic}`)).rejects.toThrow(
    /IN_USE/,
  );
});

test("the tooltip of a time says how long ago it was, in which zone, and the exact moment", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("when"));
  await page.goto(pathOf(seed, `/topics/${seed.topic}`));
  const created = page.getByRole("main").locator("time").first();
  const iso = (await created.getAttribute("datetime")) ?? "no time";
  await created.hover();
  await expect(page.getByText(iso)).toContainText("UTC");
  await expect(page.getByText(/^(now|\d+ (sec|min)\. ago)$/)).toBeVisible();
});
