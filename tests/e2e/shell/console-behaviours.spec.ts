import { pathOf, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";
import { WizardPage } from "../rules/wizard-page";

test("a search asks the server once for what was typed in one go, and is taken back by its button", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("search"));
  await page.goto(pathOf(seed, "/topics"));
  const asked: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname.endsWith("/topics") && url.pathname.startsWith("/api/") && url.searchParams.has("q")) {
      asked.push(url.searchParams.get("q") ?? "");
    }
  });
  const search = page.getByRole("searchbox", { name: text("topics.search") });
  // Key after key without a pause between, however slow the computer is; again where the page was not ready to listen.
  await expect(async () => {
    await search.evaluate((element, typed) => {
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      for (let length = 1; length <= typed.length; length += 1) {
        setValue?.call(element, typed.slice(0, length));
        element.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }, seed.topic);
    await expect(page).toHaveURL(new RegExp(`q=${seed.topic}`), { timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole("row")).toHaveCount(2);
  expect(asked.filter((q) => q !== "" && q !== seed.topic)).toEqual([]);
  await page.getByRole("button", { name: text("common.clearSearch") }).click();
  await expect(search).toHaveValue("");
  await expect(page).not.toHaveURL(/q=/);
});

test("each active filter is a chip that can be taken away, alone or all at once", async ({ page, product }) => {
  const instance = await product.api.embeddedInstance();
  const chips = page.getByRole("list", { name: text("common.activeFilters") });
  const remove = chips.getByRole("button", { name: /^Remove filter/ });
  await page.goto(pathOf(instance, "/rules?type=dataOutbound&status=disabled&q=nothing-is-called-so"));
  await expect(remove.first()).toBeVisible();
  const countBefore = await remove.count();
  expect(countBefore).toBeGreaterThanOrEqual(2);
  // Pressed again where the page was not ready to listen.
  await expect(async () => {
    if ((await remove.count()) === countBefore) {
      await remove.first().click();
    }
    await expect(remove).toHaveCount(countBefore - 1, { timeout: 1_000 });
  }).toPass();
  await chips.getByRole("button", { name: text("common.clearAll") }).click();
  await expect(chips).toHaveCount(0);
  await expect(page).toHaveURL(/\/rules$/);
});

test("entries of the wizard are guarded when a link would leave it, and only when there are some", async ({
  page,
  product,
  unique,
}) => {
  const instance = await product.api.embeddedInstance();
  const wizard = new WizardPage(page);
  const elsewhere = page.getByRole("navigation").getByRole("link", { name: text("shell.instanceNav.topics") });
  const question = page.getByRole("alertdialog", { name: text("common.unsavedTitle") });
  await wizard.open(pathOf(instance, "/rules"));
  await elsewhere.click();
  await expect(page).toHaveURL(/\/topics$/);
  await wizard.open(pathOf(instance, "/rules"));
  await wizard.ruleId.fill(unique("guard"));
  await elsewhere.click();
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(page).toHaveURL(/\/rules\/create/);
  await elsewhere.click();
  await question.getByRole("button", { name: text("common.discard") }).click();
  await expect(page).toHaveURL(/\/topics$/);
});

test("Enter goes to the next step; two wrong fields are summed up above it, each leading to its field", async ({
  page,
  product,
  unique,
}) => {
  const instance = await product.api.embeddedInstance();
  const wizard = new WizardPage(page);
  await wizard.open(pathOf(instance, "/rules"));
  await wizard.ruleId.fill("a b");
  await wizard.description.fill("d".repeat(129));
  await wizard.ruleId.press("Enter");
  await expect(page.getByText(text("common.errorSummary", { count: 2 }))).toBeVisible();
  await expect(wizard.ruleId).toBeFocused();
  await page.getByRole("button", { name: /at most 128 characters/ }).click();
  await expect(wizard.description).toBeFocused();
  await wizard.description.fill("");
  await wizard.ruleId.fill(unique("enter"));
  await wizard.ruleId.press("Enter");
  await expect(wizard.stepHeading("source")).toBeVisible();
});

test("a chart is read by keyboard, and the other charts' figures follow its cursor", async ({ page, product }) => {
  const instance = await product.api.embeddedInstance();
  await page.goto(pathOf(instance, "/monitoring"));
  const figure = (key: string) => page.getByRole("figure", { name: text(`monitoring.chart.${key}`) });
  const chart = figure("throughput").getByRole("application");
  await expect(chart.locator("canvas")).toBeVisible({ timeout: 30_000 });
  // The time under the cursor stands in every chart's legend.
  const clock = (key: string) => figure(key).getByText(/^\d{1,2}:\d{2}:\d{2}( [AP]M)?$/);
  await page.getByRole("button", { name: text("charts.pause"), exact: true }).click();
  await expect(async () => {
    await chart.press("ArrowLeft");
    await expect(clock("throughput").first()).toBeVisible({ timeout: 500 });
  }).toPass();
  const time = (await clock("throughput").first().textContent()) ?? "no time";
  await expect(clock("backlog").first()).toHaveText(time);
  await chart.press("Escape");
  await expect(clock("backlog")).toHaveCount(0);
});

test("a dark page is dark in its first bytes, and its title names page, instance and product", async ({
  page,
  product,
}) => {
  const instance = await product.api.embeddedInstance();
  const path = pathOf(instance, "/topics");
  const answer = await page.request.get(path, { headers: { cookie: "sluice-theme=dark" } });
  expect(await answer.text()).toMatch(/<html[^>]*data-theme="dark"/);
  await page.goto(path);
  await expect(page).toHaveTitle(`${text("topics.title")} · ${instance.name} · ${text("common.product")}`);
});

test("live figures that are interrupted say so in words once it lasts, and no longer when they are back", async ({
  page,
  context,
  product,
}) => {
  const instance = await product.api.embeddedInstance();
  await page.goto(pathOf(instance, "/monitoring"));
  const live = page.getByRole("button", { name: text("charts.live.live"), exact: true });
  await expect(live).toBeVisible({ timeout: 30_000 });
  // The words are in a live region from the start; the banner is what eyes see.
  const banner = page.getByText(text("charts.live.explain.offline")).and(page.locator(":not([role=status])"));
  await context.setOffline(true);
  await expect(live).toHaveCount(0);
  await expect(banner).toBeVisible({ timeout: 15_000 });
  await context.setOffline(false);
  await expect(banner).toHaveCount(0, { timeout: 15_000 });
  await expect(live).toBeVisible({ timeout: 30_000 });
});
