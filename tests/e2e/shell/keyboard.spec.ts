import type { Locator, Page } from "@playwright/test";
import { readRows } from "../fixtures/database";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";
import { statusSwitch } from "../rules/rule-page";

const tabsMax = 80;

/** Tab until it has the focus, as a person without a pointer would. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let count = 0; count < tabsMax; count++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`${tabsMax} Tabs did not reach ${target}`);
}

test("a group is created and deleted without a pointer, and focus returns to what opened the panel", async ({
  page,
  product,
  unique,
}) => {
  const instance = await product.api.embeddedInstance();
  const groupId = `GID_${unique("keys")}`;
  const stored = () =>
    readRows(product.appDatabaseFile, 'select group_id as "groupId" from "groups" where group_id = ?', groupId);
  await page.goto(`${pathOf(instance, "/groups")}?q=${groupId}`);
  await expect(page.getByText(text("groups.empty.noMatch"))).toBeVisible();
  const create = page.getByRole("button", { name: text("groups.create"), exact: true });
  await tabTo(page, create);
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(create).toBeFocused();

  await page.keyboard.press("Enter");
  await tabTo(page, drawer.getByRole("textbox"));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(groupId);
  await page.keyboard.press("Enter");
  const row = page.getByRole("row").filter({ hasText: groupId });
  await expect(row).toBeVisible();
  expect(stored()).toEqual([{ groupId }]);

  await tabTo(page, row.getByRole("button", { name: text("common.delete"), exact: true }));
  await page.keyboard.press("Enter");
  const confirm = page.getByRole("alertdialog");
  // Enter by mistake must not delete: the way out has the focus first.
  await expect(confirm.getByRole("button", { name: text("common.cancel") })).toBeFocused();
  await tabTo(page, confirm.getByRole("button", { name: text("groups.delete.title") }));
  await page.keyboard.press("Enter");
  // While a question is open, the rows behind it are hidden from roles: its end is what tells.
  await expect(confirm).toHaveCount(0);
  await expect(row).toHaveCount(0);
  expect(stored()).toEqual([]);
});

test("a rule is disabled and enabled without a pointer", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("keys"));
  await page.goto(pathOf(seed, `/rules/${seed.ruleId}`));
  await tabTo(page, statusSwitch(page, seed.ruleId));
  await page.keyboard.press("Space");
  const confirm = page.getByRole("alertdialog");
  await tabTo(page, confirm.getByRole("button", { name: text("rules.toggle.disableAction") }));
  await page.keyboard.press("Enter");
  await expect(statusSwitch(page, seed.ruleId)).not.toBeChecked();
  await expect.poll(async () => (await product.api.rule(seed.ruleId)).state, { timeout: 20_000 }).toBe("stopped");
  await tabTo(page, statusSwitch(page, seed.ruleId));
  await page.keyboard.press("Space");
  await expect(statusSwitch(page, seed.ruleId)).toBeChecked();
  await expect.poll(async () => (await product.api.rule(seed.ruleId)).state, { timeout: 20_000 }).toBe("running");
});

test("the palette leads to the pages of the open instance, and to any instance by its name", async ({
  page,
  product,
  unique,
}) => {
  const here = await product.api.embeddedInstance();
  const name = unique("far");
  const connection = { url: "mqtt://127.0.0.1:9" };
  const far = await product.api.call<{ instanceId: string }>("POST", "/instances", {
    name,
    regionId: "eu-central-1",
    connection,
  });
  const goTo = async (words: string) => {
    await page.keyboard.press("ControlOrMeta+k");
    const palette = page.getByRole("dialog", { name: text("shell.goTo") });
    await palette.getByRole("combobox").fill(words);
    await expect(palette.getByRole("option").first()).toContainText(words);
    await page.keyboard.press("Enter");
  };
  await page.goto(pathOf(here));
  await goTo(text("shell.instanceNav.monitoring"));
  await expect(page).toHaveURL(new RegExp(`${pathOf(here, "/monitoring")}$`));
  await goTo(name);
  await expect(page).toHaveURL(new RegExp(`/eu-central-1/instances/${far.instanceId}$`));
});
