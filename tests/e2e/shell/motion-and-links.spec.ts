import type { Page } from "@playwright/test";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

/** The longest transition or animation that any element of the page may play. */
function longestMotionSeconds(page: Page): Promise<number> {
  return page.evaluate(() => {
    const durations = [...document.querySelectorAll("*")].flatMap((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return [transitionDuration, animationDuration].flatMap((list) => list.split(",").map(Number.parseFloat));
    });
    return Math.max(...durations.filter(Number.isFinite));
  });
}

test("who wants less motion gets none, with a dialog open as well", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("motion"));
  await page.goto(pathOf(seed, `/rules/${seed.ruleId}`));
  await page.getByRole("button", { name: text("rules.list.delete"), exact: true }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  expect(await longestMotionSeconds(page)).toBeGreaterThan(0.05);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await longestMotionSeconds(page)).toBeLessThan(0.001);
});

test("what leads somewhere is a link: it opens in a new tab", async ({ page, context, product, unique }) => {
  const seed = await seedRule(product, unique("links"));
  await page.goto(`${pathOf(seed, "/rules")}?q=${seed.ruleId}`);
  const row = page.getByRole("row").filter({ hasText: seed.ruleId });
  for (const [name, address] of [
    [seed.ruleId, new RegExp(`/rules/${seed.ruleId}$`)],
    [text("rules.list.edit"), new RegExp(`/rules/${seed.ruleId}/edit`)],
  ] as const) {
    const opened = context.waitForEvent("page");
    await row
      .getByRole("link", { name, exact: true })
      .first()
      .click({ modifiers: ["ControlOrMeta"] });
    const tab = await opened;
    await expect(tab).toHaveURL(address);
    await tab.close();
  }
  await expect(page).toHaveURL(/\/rules\?q=/);
});
