import type { Page } from "@playwright/test";
import { quietInstance } from "../fixtures/quiet-instance";
import { expect, test } from "../fixtures/test";

/** What differs between fonts is smaller; a frame that breaks moves further. */
const gridPx = 4;

/** Where the parts stand: only of those, and only those sides, that do not depend on how wide a glyph is. */
const parts = {
  wide: {
    bar: ["header", "x", "y", "width", "height"],
    navigation: ["nav#side-nav", "x", "y", "width", "height"],
    main: ["main", "x", "y", "width"],
    title: ["main h1", "x", "y", "height"],
    table: ["main .table-scroll", "x", "y", "width"],
    head: ["main .table-scroll thead tr", "x", "y", "height"],
    firstRow: ["main .table-scroll tbody tr", "x", "y", "height"],
  },
  narrow: {
    bar: ["header", "x", "y", "width", "height"],
    main: ["main", "x", "y", "width"],
    title: ["main h1", "x", "y", "height"],
    table: ["main .table-scroll", "x", "width"],
  },
} as const;

async function layoutOf(page: Page, width: "wide" | "narrow"): Promise<string> {
  const places = await page.evaluate(
    ({ wanted, grid }) =>
      Object.entries(wanted).map(([name, [selector, ...sides]]) => {
        const box = document.querySelector(selector)?.getBoundingClientRect().toJSON() as
          | Record<string, number>
          | undefined;
        const shown = sides.map((side: string) => `${side} ${Math.round((box?.[side] ?? Number.NaN) / grid) * grid}`);
        return `${name}: ${shown.join(", ")}`;
      }),
    { wanted: parts[width], grid: gridPx },
  );
  return `${places.join("\n")}\n`;
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`the parts of a list stand where they belong at ${width} pixels`, async ({ page, product }) => {
    const { regionId, instanceId } = await quietInstance(product);
    await page.setViewportSize({ width, height });
    await page.goto(`/${regionId}/instances/${instanceId}/topics`);
    await expect(page.getByRole("link", { name: "pumps" })).toBeVisible();
    expect(await layoutOf(page, width > 900 ? "wide" : "narrow")).toMatchSnapshot(`topics-${width}.txt`);
  });

  test(`the head of a long table stays in view below the bar at ${width} pixels, with its first column`, async ({
    page,
    product,
  }) => {
    const { regionId, instanceId } = await quietInstance(product);
    await page.setViewportSize({ width, height: 200 });
    await page.goto(`/${regionId}/instances/${instanceId}/topics`);
    await page.getByRole("link", { name: "pumps" }).scrollIntoViewIfNeeded();
    await page.mouse.move(width / 2, 130);
    await page.mouse.wheel(0, 2_000);
    const barBottom = async () =>
      page
        .locator("header")
        .first()
        .evaluate((bar) => bar.getBoundingClientRect().bottom);
    const headTop = () =>
      page
        .locator("main thead th")
        .first()
        .evaluate((cell) => cell.getBoundingClientRect().top);
    const tableTop = () => page.locator("main .table-scroll").evaluate((part) => part.getBoundingClientRect().top);
    expect(await tableTop()).toBeLessThan(await barBottom());
    await expect.poll(async () => Math.abs((await headTop()) - (await barBottom()))).toBeLessThan(2);
    const scroller = page.locator("main .table-scroll");
    await scroller.evaluate((part) => part.scrollTo({ left: 500 }));
    const left = await page
      .locator("main thead th")
      .first()
      .evaluate((cell) => cell.getBoundingClientRect().left);
    expect(Math.abs(left - (await scroller.evaluate((part) => part.getBoundingClientRect().left)))).toBeLessThan(2);
  });
}

// Glyphs differ between machines, so these run in `npm run test:full` only; the layout is tested everywhere.
const isFull = process.env["SLUICE_TEST_FULL"] === "1";

const pages = {
  instances: ({ regionId, name }: { regionId: string; name: string }) => `/${regionId}/instances?q=${name}`,
  topics: ({ regionId, instanceId }: { regionId: string; instanceId: string }) =>
    `/${regionId}/instances/${instanceId}/topics`,
};

for (const theme of ["light", "dark"] as const) {
  for (const [name, addressOf] of Object.entries(pages)) {
    test(`${name} looks as before, ${theme}`, async ({ page, context, product }) => {
      test.skip(!isFull, "pictures are compared in test:full");
      const instance = await quietInstance(product);
      await context.addCookies([{ name: "sluice-theme", value: theme, url: product.baseUrl }]);
      await page.goto(addressOf(instance));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page).toHaveScreenshot(`${name}-${theme}.png`, {
        animations: "disabled",
        caret: "hide",
        mask: [page.locator("time"), page.getByText(/^mqtt-cn-/), page.getByText(/^Updated/)],
        // Another font moves the edges of letters; a broken layout or colour changes more.
        maxDiffPixelRatio: 0.05,
        threshold: 0.3,
      });
    });
  }
}
