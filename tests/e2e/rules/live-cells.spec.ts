import type { Page } from "@playwright/test";
import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";

function placesOf(page: Page): Promise<{ x: number; width: number }[]> {
  return page.getByRole("columnheader").evaluateAll((headers) =>
    headers.map((header) => {
      const { x, width } = header.getBoundingClientRect();
      return { x, width };
    }),
  );
}

test("live figures change in their place: no column of the list moves or grows", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("still"));
  await page.goto(`${pathOf(seed, "/rules")}?q=${seed.ruleId}`);
  const row = page.getByRole("row").filter({ hasText: seed.ruleId });
  await expect(row).toContainText("Running");
  const idle = await row.textContent();
  const before = await placesOf(page);
  const publish = () =>
    mosquittoPub({ port: product.ports.mqtt, topic: `${seed.topic}/a`, qos: 1 }, Buffer.from("still"));
  await expect
    .poll(
      async () => {
        await Promise.all([publish(), publish(), publish()]);
        return await row.textContent();
      },
      { timeout: 20_000 },
    )
    .not.toBe(idle);
  expect(await placesOf(page)).toEqual(before);
});
