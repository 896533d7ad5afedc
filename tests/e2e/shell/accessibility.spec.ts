import type { Page } from "@playwright/test";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text, textZh } from "../fixtures/texts";
import { emptyRoutes, filledRoutes, missingRoutes } from "./routes";

// A trace of pages this many costs more than looking at them; the failure names the page and the rule.
test.use({ trace: "off" });

/** `npm test` looks at two of the four; `npm run test:full` at all. */
const isFull = process.env["SLUICE_TEST_FULL"] === "1";
const faces = [
  { colorScheme: "light", locale: "en-US", lang: "en", isAlways: true },
  { colorScheme: "dark", locale: "zh-CN", lang: "zh-CN", isAlways: true },
  { colorScheme: "dark", locale: "en-US", lang: "en", isAlways: false },
  { colorScheme: "light", locale: "zh-CN", lang: "zh-CN", isAlways: false },
] as const;

async function open(page: Page, route: string, status = 200): Promise<void> {
  const response = await page.goto(route);
  expect(response?.status(), route).toBe(status);
  await expect(page.getByRole("main")).toBeVisible();
}

for (const { colorScheme, locale, lang } of faces.filter(({ isAlways }) => isAlways || isFull)) {
  const t = lang === "en" ? text : textZh;
  test.describe(`${colorScheme}, ${lang}`, () => {
    // What is half faded in has too little contrast.
    test.use({ colorScheme, locale, contextOptions: { reducedMotion: "reduce" } });
    // The dark theme is a choice of its own; by default the console is light whatever the system says.
    test.beforeEach(async ({ context, product }) => {
      await context.addCookies([{ name: "sluice-theme", value: colorScheme, url: product.baseUrl }]);
    });

    test("every page is accessible, speaks the reader's language and makes the browser complain of nothing", async ({
      page,
      product,
      unique,
      expectAccessible,
    }) => {
      test.setTimeout(240_000);
      const seed = await seedRule(product, unique("axe"));
      for (const route of filledRoutes(seed)) {
        await test.step(route, async () => {
          await open(page, route);
          await expect(page.locator("html")).toHaveAttribute("lang", lang);
          await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
          await expect(page.getByRole("heading", { level: 1 }), route).toHaveCount(1);
          await expectAccessible(page);
        });
      }
    });

    test("empty lists and pages of things that are not there are accessible", async ({
      page,
      product,
      problems,
      unique,
      expectAccessible,
    }) => {
      test.setTimeout(240_000);
      problems.expect(/404/);
      const seed = await seedRule(product, unique("axe"));
      for (const route of await emptyRoutes(product, unique("bare"))) {
        await open(page, route);
        await expectAccessible(page);
      }
      for (const route of missingRoutes(seed)) {
        await open(page, route, 404);
        await expectAccessible(page);
      }
    });

    test("what opens over a page is accessible", async ({ page, product, unique, expectAccessible }) => {
      test.setTimeout(240_000);
      const seed = await seedRule(product, unique("axe"));
      const drawers = [
        [`/${seed.regionId}/instances`, t("instances.create")],
        [`/${seed.regionId}/rocketmq-instances`, t("rocketmq.create")],
        [pathOf(seed, "/topics"), t("topics.create")],
        [pathOf(seed, "/groups"), t("groups.create")],
      ] as const;
      for (const [route, name] of drawers) {
        await open(page, route);
        await page.getByRole("button", { name, exact: true }).first().click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectAccessible(page);
      }
      await open(page, pathOf(seed, `/topics/${seed.topic}`));
      await page.keyboard.press("ControlOrMeta+k");
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: t("topics.action.delete"), exact: true }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test("at 320 pixels no page scrolls sideways as a whole", async ({ page, product, unique }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 320, height: 700 });
  const seed = await seedRule(product, unique("narrow"));
  for (const route of filledRoutes(seed)) {
    await page.goto(route);
    await expect(page.getByRole("main")).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, route).toBeLessThanOrEqual(0);
  }
});
