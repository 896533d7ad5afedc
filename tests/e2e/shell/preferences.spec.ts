import { pathOf, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

test("a hidden column stays hidden after a reload, and the columns that name a row cannot be hidden", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("column"));
  await page.goto(`${pathOf(seed, "/topics")}?q=${seed.topic}`);
  const header = page.getByRole("columnheader", { name: text("topics.column.created") });
  await expect(header).toBeVisible();
  await page.getByRole("button", { name: text("common.columns"), exact: true }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: text("topics.column.name") })).toHaveCount(0);
  await page.getByRole("menuitemcheckbox", { name: text("topics.column.created") }).click();
  await expect(header).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("columnheader", { name: text("topics.column.name") })).toBeVisible();
  await expect(header).toHaveCount(0);
});

test("single-key shortcuts work, and stop working once they are switched off", async ({ page, product }) => {
  const instance = await product.api.embeddedInstance();
  await page.goto(pathOf(instance, "/topics"));
  const search = page.getByRole("searchbox", { name: text("topics.search") });
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(search).toBeFocused({ timeout: 500 });
  }).toPass();
  await search.blur();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: text("shell.shortcuts.title") });
  await dialog.getByRole("checkbox", { name: text("shell.shortcuts.on") }).click();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("/");
  await page.keyboard.press("?");
  await expect(dialog).toHaveCount(0);
  await expect(search).not.toBeFocused();
  // Not a single key, so it stays.
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog", { name: text("shell.goTo") })).toBeVisible();
});

test("a description is changed in place: Escape leaves it, Enter saves it, an older version is refused in place", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("inline"));
  await page.goto(pathOf(seed, `/topics/${seed.topic}`));
  const pencil = page.getByRole("button", {
    name: text("common.editNamed", { name: text("topics.details.description") }),
  });
  const field = page.getByRole("textbox", { name: text("topics.details.description") });
  await pencil.click();
  await field.fill("not kept");
  await field.press("Escape");
  await expect(page.getByText(text("topics.details.noDescription"))).toBeVisible();
  await expect(pencil).toBeFocused();
  await pencil.click();
  await field.fill("kept");
  await field.press("Enter");
  await expect(page.getByRole("main")).toContainText("kept");
  await expect(field).toHaveCount(0);
  await pencil.click();
  await field.fill("mine");
  await product.api.call("PATCH", `/instances/${seed.instanceId}/topics/${seed.topic}`, { description: "theirs" });
  await field.press("Enter");
  await expect(page.getByText(text("errors.code.VERSION_CONFLICT"))).toBeVisible();
  await expect(field).toHaveValue("mine");
});

test("going back from a topic shows the same page of the list, scrolled to where it was", async ({
  page,
  product,
  unique,
}) => {
  const { instanceId, regionId } = await product.api.embeddedInstance();
  const prefix = unique("back");
  for (let index = 10; index < 35; index++) {
    await product.api.createTopic(instanceId, `${prefix}-${index}`);
  }
  await page.setViewportSize({ width: 1024, height: 500 });
  await page.goto(`${pathOf({ regionId, instanceId }, "/topics")}?q=${prefix}&size=10&page=2`);
  const link = page.getByRole("link", { name: `${prefix}-28` });
  await link.scrollIntoViewIfNeeded();
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  const before = await scrolled();
  expect(before).toBeGreaterThan(0);
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${prefix}-28`);
  await page.goBack();
  await expect(link).toBeVisible();
  await expect(page).toHaveURL(/page=2/);
  await expect.poll(scrolled).toBe(before);
});

test("printing leaves out the frame and keeps the table", async ({ page, product }) => {
  const instance = await product.api.embeddedInstance();
  await page.goto(pathOf(instance, "/topics"));
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("navigation", { name: text("shell.navigation") })).toBeHidden();
  await expect(page.getByRole("table")).toBeVisible();
});

test("paper is white in the dark theme too, and says of which instance the page is", async ({ page, product }) => {
  const instance = await product.api.embeddedInstance();
  await page.context().addCookies([{ name: "sluice-theme", value: "dark", url: product.baseUrl }]);
  await page.goto(pathOf(instance, "/topics"));
  const background = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--color-bg"));
  expect(await background()).toBe("#1a1a1a");
  await page.emulateMedia({ media: "print" });
  expect(await background()).toMatch(/^#fff/);
  const crumbs = page.getByRole("navigation", { name: text("common.breadcrumb") });
  await expect(crumbs).toContainText(text("instances.title"));
  await expect(crumbs).toBeVisible();
});
