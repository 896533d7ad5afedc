import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { limits } from "@/lib/limits";
import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

const t = (key: string, values?: Record<string, string | number>) => text(`rules.deadLetters.${key}`, values);

test("a message that RocketMQ cannot take is seen with its cause, had byte for byte, sent again and discarded in the page", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  test.setTimeout(180_000);
  const seed = await seedRule(product, unique("corpse"));
  const tooLarge = randomBytes(limits.rocketmqMessageBytesMax + 1);
  await mosquittoPub({ port: product.ports.mqtt, topic: `${seed.topic}/big`, qos: 1 }, tooLarge);
  const totals = async () => (await product.api.metrics(seed.ruleId)).totals;
  await expect.poll(totals, { timeout: 20_000 }).toMatchObject({ received: 1, deadLettered: 1 });

  await page.goto(pathOf(seed, `/rules/${seed.ruleId}?tab=deadLetters`));
  const row = page.getByRole("row").filter({ hasText: `${seed.topic}/big` });
  await expect(row).toContainText(t("why.invalid"));
  await row.getByRole("button", { name: t("view") }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText(t("redriveCount", { count: 0 }));
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await drawer.getByRole("link", { name: t("download") }).click();
  const file = await (await download).path();
  expect((await readFile(file)).equals(tooLarge)).toBe(true);

  await drawer.getByRole("button", { name: t("redrive") }).click();
  const redrive = page.getByRole("alertdialog", { name: t("redriveTitle") });
  await redrive.getByRole("textbox", { name: t("rate") }).fill("10");
  await expectAccessible(page);
  const asked = page.waitForRequest((request) => request.url().endsWith("/dead-letters/redrive"));
  await redrive.getByRole("button", { name: t("redrive") }).click();
  expect((await asked).postDataJSON()).toMatchObject({ ids: [expect.any(Number)], ratePerSecond: 10 });
  await expect(page.getByText(t("redriveDone", { count: 1 })).first()).toBeVisible();
  // It is too large still, so it comes back.
  const path = `/rules/${seed.ruleId}/dead-letters`;
  const isBack = async () =>
    (await product.api.call<{ items: { redriveCount: number }[] }>("GET", path)).items[0]?.redriveCount;
  await expect.poll(isBack, { timeout: 30_000 }).toBe(1);
  await expect.poll(totals, { timeout: 20_000 }).toMatchObject({ received: 1, deadLettered: 1, inFlight: 0 });
  await page.reload();
  await row.getByRole("button", { name: t("view") }).click();
  await expect(drawer).toContainText(t("redriveCount", { count: 1 }));

  await drawer.getByRole("button", { name: t("discard") }).click();
  const discard = page.getByRole("alertdialog", { name: t("discardTitle") });
  await expect(discard).toContainText(t("discardBody", { count: 1 }));
  await discard.getByRole("button", { name: t("discard") }).click();
  await expect(page.getByText(t("empty"))).toBeVisible();
  await expect.poll(totals, { timeout: 15_000 }).toMatchObject({ deadLettered: 0, discarded: 1 });

  await page.getByRole("link", { name: text("rules.detail.tab.history") }).click();
  for (const action of ["redrive", "discard"]) {
    const event = page.getByRole("row").filter({ hasText: text(`audit.verb.${action}DeadLetters`) });
    await expect(event).toContainText(text("rules.history.letters", { count: 1 }));
  }
});
