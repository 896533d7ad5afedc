import type { Page } from "@playwright/test";
import { pathOf, type Seed, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";

/** Every page of the console; a new page is added here. */
function routes(seed: Seed & { ruleId: string }): string[] {
  return [
    `/${seed.regionId}/overview`,
    `/${seed.regionId}/instances`,
    `/${seed.regionId}/rocketmq-instances`,
    `/${seed.regionId}/alerts`,
    `/${seed.regionId}/rocketmq-instances/${seed.rocketmqInstanceId}`,
    pathOf(seed),
    pathOf(seed, "/topics"),
    pathOf(seed, `/topics/${seed.topic}`),
    pathOf(seed, "/groups"),
    pathOf(seed, "/monitoring"),
    pathOf(seed, "/tracing"),
    pathOf(seed, "/tracing?tab=devices"),
    pathOf(seed, "/rules"),
    pathOf(seed, "/rules/create"),
    pathOf(seed, `/rules/${seed.ruleId}`),
    pathOf(seed, `/rules/${seed.ruleId}/edit`),
  ];
}

async function isHeadingOrder(page: Page): Promise<boolean> {
  return (await page.getByRole("heading", { level: 1 }).count()) === 1;
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [locale, lang] of [
    ["en-US", "en"],
    ["zh-CN", "zh-CN"],
  ] as const) {
    test.describe(`${colorScheme}, ${lang}`, () => {
      test.use({ colorScheme, locale });
      test("every page is accessible, speaks the reader's language and makes the browser complain of nothing", async ({
        page,
        product,
        unique,
        expectAccessible,
      }) => {
        test.setTimeout(180_000);
        const seed = await seedRule(product, unique("axe"));
        for (const route of routes(seed)) {
          await test.step(route, async () => {
            const response = await page.goto(route);
            expect(response?.status(), route).toBe(200);
            await expect(page.getByRole("main")).toBeVisible();
            await expect(page.locator("html")).toHaveAttribute("lang", lang);
            expect(await isHeadingOrder(page), `${route} has one first-level heading`).toBe(true);
            await expectAccessible(page);
          });
        }
      });
    });
  }
}

test("at 320 pixels no page scrolls sideways as a whole", async ({ page, product, unique }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 320, height: 700 });
  const seed = await seedRule(product, unique("narrow"));
  for (const route of routes(seed)) {
    await page.goto(route);
    await expect(page.getByRole("main")).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, route).toBeLessThanOrEqual(0);
  }
});
