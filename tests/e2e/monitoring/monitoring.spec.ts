import type { ConsoleApp } from "@/tests/helpers/console-app";
import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

async function publish(product: ConsoleApp, topic: string): Promise<void> {
  await mosquittoPub({ port: product.ports.mqtt, topic: `${topic}/a`, qos: 1 }, Buffer.from("x"));
}

test("the page shows what passes through the instance as it passes, without a reload", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("monitor"));
  await page.goto(pathOf(seed, "/monitoring"));
  const tiles = page.getByRole("list", { name: text("monitoring.kpis") });
  const received = tiles.getByRole("listitem").filter({ hasText: text("charts.series.received") });
  await expect(received).toContainText("msg/s", { timeout: 30_000 });
  const flow = setInterval(() => void publish(product, seed.topic), 100);
  await expect(received.locator("p").nth(1)).toHaveText(/[1-9]/, { timeout: 30_000 });
  clearInterval(flow);
  await expect(tiles.getByRole("listitem").filter({ hasText: text("monitoring.series.connections") })).toContainText(
    /\d/,
  );
});

test("a pause holds the figures still, and a chosen range stands in the address and survives a reload", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("range"));
  await page.goto(pathOf(seed, "/monitoring"));
  await page.getByRole("button", { name: text("charts.pause"), exact: true }).click();
  await expect(page.getByRole("button", { name: text("charts.resume"), exact: true })).toBeVisible();
  await page.getByRole("button", { name: text("charts.range.1h"), exact: true }).click();
  await expect(page).toHaveURL(/range=1h/);
  await page.reload();
  await expect(page.getByRole("button", { name: text("charts.range.1h"), exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(page.getByRole("figure")).toHaveCount(6);
});

test("each chart is a table too, and all figures go into one file", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("csv"));
  await publish(product, seed.topic);
  await page.goto(`${pathOf(seed, "/monitoring")}?range=1h`);
  const messages = page.getByRole("figure", { name: text("monitoring.chart.throughput") });
  await messages.getByRole("button", { name: text("charts.viewAsTable") }).click();
  await expect(messages.getByRole("table")).toBeVisible();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: text("monitoring.export") }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe(`${seed.instanceId}-monitoring.csv`);
});

test("a drag over a chart zooms every chart, writes the span to the address, and can be taken back", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("zoom"));
  await page.goto(`${pathOf(seed, "/monitoring")}?range=1h`);
  const chart = page.getByRole("application").first();
  await expect(chart.locator("canvas")).toBeVisible();
  const box = await chart.boundingBox();
  if (box === null) {
    throw new Error("the chart has no place on the page");
  }
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(page).toHaveURL(/range=custom&from=\d+&to=\d+/);
  await page.getByRole("button", { name: text("charts.resetZoom") }).click();
  await expect(page).toHaveURL(/range=1h/);
});
