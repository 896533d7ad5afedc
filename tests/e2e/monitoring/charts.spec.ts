import type { Locator, Page } from "@playwright/test";
import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

function throughput(page: Page): Locator {
  return page.getByRole("figure", { name: text("monitoring.chart.throughput") });
}

/** How much of a canvas has this colour, give or take what smoothing makes of it. */
function countPixels(canvas: Locator, colour: readonly [number, number, number]): Promise<number> {
  return canvas.evaluate(
    (element, wanted) => {
      // A copy: reading the canvas itself makes the browser complain.
      const { width, height } = element as HTMLCanvasElement;
      const copy = Object.assign(document.createElement("canvas"), { width, height });
      const context = copy.getContext("2d", { willReadFrequently: true });
      context?.drawImage(element as HTMLCanvasElement, 0, 0);
      const data = context?.getImageData(0, 0, width, height).data ?? [];
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        const isNear = wanted.every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) < 24);
        count += isNear && (data[at + 3] ?? 0) > 200 ? 1 : 0;
      }
      return count;
    },
    [...colour],
  );
}

test("on paper each chart is a table of few rows, and a chart again afterwards", async ({ page, product }) => {
  const instance = await product.api.embeddedInstance();
  await page.goto(pathOf(instance, "/monitoring"));
  const chart = throughput(page).getByRole("application");
  await expect(chart).toBeVisible({ timeout: 30_000 });
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("figure").getByRole("table")).toHaveCount(6);
  await expect(page.locator("canvas:visible")).toHaveCount(0);
  await expect(throughput(page).getByRole("columnheader", { name: text("charts.series.received") })).toBeVisible();
  await expect(throughput(page).getByRole("rowheader").first()).toBeVisible();
  expect(await throughput(page).getByRole("row").count()).toBeLessThanOrEqual(21);
  await page.emulateMedia({ media: "screen" });
  await expect(chart).toBeVisible();
  await expect(throughput(page).getByRole("table")).toHaveCount(0);

  // A browser that lays out paper before its media query changes.
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(throughput(page).getByRole("table")).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(chart).toBeVisible();
});

test("a chart opens over the whole window by keyboard, Escape leads back to its button", async ({
  page,
  product,
  expectAccessible,
}) => {
  const instance = await product.api.embeddedInstance();
  await page.goto(pathOf(instance, "/monitoring"));
  const title = text("monitoring.chart.throughput");
  const opener = page.getByRole("button", { name: text("charts.fullScreen", { title }) });
  await expect(throughput(page).locator("canvas")).toBeVisible({ timeout: 30_000 });
  await opener.press("Enter");
  const dialog = page.getByRole("dialog", { name: title });
  await expect(dialog.locator("canvas")).toBeVisible();
  const box = await dialog.getByRole("application").boundingBox();
  expect(box?.height).toBeGreaterThan(500);
  expect(box?.width).toBeGreaterThan(1200);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test("a series is taken out of the drawing and put back by its name in the legend", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("legend"));
  await page.goto(`${pathOf(seed, "/monitoring")}?range=live5m`);
  const delivered = throughput(page).getByRole("button", { name: text("charts.series.delivered"), exact: true });
  const secondSeries = [224, 106, 0] as const;
  const drawn = () => countPixels(throughput(page).locator("canvas"), secondSeries);
  await expect(delivered).toHaveAttribute("aria-pressed", "true");
  // Until the line has risen from the axis, where others cover it.
  await expect(async () => {
    await mosquittoPub({ port: product.ports.mqtt, topic: `${seed.topic}/a`, qos: 1 }, Buffer.from("x"));
    expect(await drawn()).toBeGreaterThan(20);
  }).toPass({ timeout: 20_000 });
  await delivered.click();
  await expect(delivered).toHaveAttribute("aria-pressed", "false");
  await expect.poll(drawn).toBe(0);
  await delivered.click();
  await expect(delivered).toHaveAttribute("aria-pressed", "true");
  await expect.poll(drawn).toBeGreaterThan(20);
});
