import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text, textZh } from "../fixtures/texts";

test("an earlier version is restored after its differences were shown, by keyboard alone", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  const seed = await seedRule(product, unique("versions"));
  await product.api.call("PATCH", `/rules/${seed.ruleId}`, { description: "second thoughts" });
  await page.goto(pathOf(seed, `/rules/${seed.ruleId}?tab=versions`));
  const table = page.getByRole("table", { name: text("versions.caption") });
  await expect(table.getByRole("row").filter({ hasText: "v2" }).first()).toContainText("second thoughts");
  await expectAccessible(page);
  const restore = table
    .getByRole("row")
    .filter({ hasText: "v1" })
    .getByRole("button", { name: text("versions.restore") });
  await restore.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("second thoughts");
  await expectAccessible(page);
  await page.keyboard.press("Shift+Tab");
  await expect(dialog.getByRole("button", { name: text("versions.restoreAction") })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(table.getByRole("row").filter({ hasText: "v3" }).first()).toContainText(
    text("versions.change.restore", { version: 1 }),
  );
  expect((await product.api.rule(seed.ruleId)).description).toBe("");
});

test("a change that changes nothing makes no version; the oldest one is the first", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("same"));
  for (const description of ["words", "words"]) {
    await product.api.call("PATCH", `/rules/${seed.ruleId}`, { description });
  }
  await page.goto(pathOf(seed, `/rules/${seed.ruleId}?tab=versions`));
  const table = page.getByRole("table", { name: text("versions.caption") });
  const row = (version: string) => table.getByRole("row").filter({ hasText: version }).first();
  await expect(row("v1")).toContainText(text("versions.first"));
  await expect(row("v2")).toContainText("words");
  await expect(row("v3")).toHaveCount(0);
});

test("the chart names the changes of the rule in its window, in either language", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("marks"));
  await page.goto(pathOf(seed, `/rules/${seed.ruleId}`));
  await expect(page.getByRole("list", { name: text("versions.marks") })).toContainText("v1");
  await page.context().addCookies([{ name: "sluice-locale", value: "zh-CN", url: product.baseUrl }]);
  await page.reload();
  await expect(page.getByRole("list", { name: textZh("versions.marks") })).toContainText("v1");
});
