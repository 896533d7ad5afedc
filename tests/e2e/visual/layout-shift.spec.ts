import type { Page } from "@playwright/test";
import { quietInstance } from "../fixtures/quiet-instance";
import { expect, test } from "../fixtures/test";

/** A tenth of what counts as good. A slow machine paints the page while it is still reading it, and by so little that may move. */
const shiftMax = 0.01;

interface Shift {
  value: number;
  moved: string[];
}

/** The browser's own count of what moved without the person having done anything. */
async function collectShifts(page: Page): Promise<() => Promise<Shift[]>> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    Object.assign(window, { layoutShifts: shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as PerformanceEntry & { value: number; sources: { node?: Node | null }[] };
        shifts.push({ value, moved: sources.map(({ node }) => node?.textContent?.slice(0, 60) ?? "") });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return async () => await page.evaluate(() => (window as unknown as { layoutShifts: Shift[] }).layoutShifts);
}

for (const locale of ["en", "zh-CN"]) {
  test(`${locale}: nothing on the Rules list moves while it loads, becomes live and ages`, async ({
    page,
    context,
    product,
  }) => {
    const { regionId, instanceId } = await quietInstance(product);
    await context.addCookies([{ name: "sluice-locale", value: locale, url: product.baseUrl }]);
    const shiftsOf = await collectShifts(page);
    await page.goto(`/${regionId}/instances/${instanceId}/rules`);
    await expect(page.getByText(locale === "en" ? "Live" : "实时", { exact: true })).toBeVisible();
    const age = page.getByText(locale === "en" ? /^Updated/ : /^更新时间/);
    const young = await age.textContent();
    // A refresh that takes long: the list goes on to age.
    await page.route(/\/api\/v1\/instances\/[^/]+\/rules/, () => undefined);
    await expect(age).not.toHaveText(young ?? "", { timeout: 30_000 });
    const shifts = await shiftsOf();
    const sum = shifts.reduce((total, { value }) => total + value, 0);
    expect(sum, JSON.stringify(shifts)).toBeLessThan(shiftMax);
  });
}
