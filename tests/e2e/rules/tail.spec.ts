import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

const t = (key: string, values?: Record<string, string | number>) => text(`rocketmq.tail.${key}`, values);

test("a live tail shows what arrives, stands still while paused, and hands out the body's bytes", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  const seed = await seedRule(product, unique("tail"));
  const publish = (name: string, payload: Buffer) =>
    mosquittoPub({ port: product.ports.mqtt, topic: `${seed.topic}/${name}`, qos: 1 }, payload);
  const path = `/${seed.regionId}/rocketmq-instances/${seed.rocketmqInstanceId}?tab=messages&topic=${seed.topic}`;
  await page.goto(path);
  await page.getByRole("button", { name: t("start") }).press("Enter");
  const tail = page.getByRole("region", { name: t("title", { topic: seed.topic }) });
  await expect(tail.getByText(t("empty"))).toBeVisible();
  const payload = Buffer.from([0, 1, 254, 255]);
  await publish("one", payload);
  const rows = tail.getByRole("button", { name: text("rocketmq.browse.open") });
  await expect(rows).toHaveCount(1);
  await expectAccessible(page);
  await tail.getByRole("button", { name: t("pause") }).press("Enter");
  await publish("two", payload);
  await expect.poll(async () => (await product.api.metrics(seed.ruleId)).totals.delivered, { timeout: 10_000 }).toBe(2);
  await expect(rows).toHaveCount(1);
  await tail.getByRole("button", { name: t("resume") }).press("Enter");
  await expect(rows).toHaveCount(2);
  await rows.first().click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: t("download") }).click();
  const file = await (await download).path();
  const { readFile } = await import("node:fs/promises");
  expect((await readFile(file)).equals(payload)).toBe(true);
});

test("a 4.x cluster says that it keeps no message type", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("type"));
  const path = `/${seed.regionId}/rocketmq-instances/${seed.rocketmqInstanceId}?tab=topics&q=${seed.topic}`;
  await page.goto(path);
  await expect(page.getByRole("row").filter({ hasText: seed.topic }).first()).toContainText(
    text("rocketmq.topic.messageType.notKept"),
  );
});
