import { pathOf } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

test("the list shows the embedded instance with its kernel version", async ({ page, product }) => {
  const instance = await product.api.embeddedInstance();
  // By its ID: other tests make instances too, and the newest stand on the first page.
  await page.goto(`/${instance.regionId}/instances?q=${instance.instanceId}`);
  const row = page.getByRole("row").filter({ hasText: instance.instanceId });
  await expect(row).toContainText(instance.name);
  await expect(row).toContainText(instance.kernelVersion);
  await row.getByRole("link", { name: instance.name }).click();
  await expect(page).toHaveURL(new RegExp(pathOf(instance)));
});

test("the details show each endpoint, and copying gives exactly its address", async ({ page, product, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const instance = await product.api.embeddedInstance();
  expect(instance.endpoints.length).toBeGreaterThan(0);
  await page.goto(pathOf(instance));
  const table = page.getByRole("table", { name: text("instances.details.endpointsCaption") });
  for (const { url } of instance.endpoints) {
    const row = table.getByRole("row").filter({ hasText: url });
    await expect(row).toBeVisible();
    await row.getByRole("button", { name: /copy/i }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(url);
  }
});

test("an instance and a region that do not exist are named on a page inside the shell", async ({
  page,
  product,
  problems,
}) => {
  problems.expect(/404/);
  const { regionId } = await product.api.embeddedInstance();
  for (const path of [`/${regionId}/instances/mqtt-nowhere`, "/mars-central-1/instances"]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("banner")).toBeVisible();
    await expect(page.getByRole("main")).toContainText(path.includes("mars") ? "mars-central-1" : "mqtt-nowhere");
  }
});
