import type { BrowserContext, Request } from "@playwright/test";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";

/** The event streams that this browser holds open, over all its tabs. */
function watchStreams(context: BrowserContext): { openCount: () => number; openedCount: () => number } {
  const open = new Set<Request>();
  let opened = 0;
  context.on("request", (request) => {
    if (request.url().includes("/api/v1/stream")) {
      open.add(request);
      opened += 1;
    }
  });
  context.on("requestfinished", (request) => open.delete(request));
  context.on("requestfailed", (request) => open.delete(request));
  // Of a closed tab no end is reported.
  const openCount = () => [...open].filter((request) => !request.frame().page().isClosed()).length;
  return { openCount, openedCount: () => opened };
}

test("the tabs of one browser share one stream, and another tab takes it over when the one that held it closes", async ({
  browser,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("shared"));
  const context = await browser.newContext();
  const streams = watchStreams(context);
  const address = product.baseUrl + pathOf(seed, "/rules");
  const first = await context.newPage();
  await first.goto(address);
  await expect.poll(() => streams.openCount()).toBe(1);
  const others = [await context.newPage(), await context.newPage(), await context.newPage()];
  for (const page of others) {
    await page.goto(address);
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
  }
  expect(streams.openCount()).toBe(1);
  const openedBefore = streams.openedCount();
  await first.close();
  await expect.poll(() => streams.openedCount()).toBeGreaterThan(openedBefore);
  await expect.poll(() => streams.openCount()).toBe(1);
  for (const page of others) {
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
  }
  await context.close();
});
