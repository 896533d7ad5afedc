import type { Page } from "@playwright/test";
import type { ConsoleApp } from "@/tests/helpers/console-app";
import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { waitFor } from "@/tests/helpers/wait-for";
import { readRows } from "../fixtures/database";
import { EventStream } from "../fixtures/event-stream";
import { pathOf, type Seed, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";
import { statusSwitch } from "./rule-page";

async function publish(product: ConsoleApp, topic: string): Promise<void> {
  await mosquittoPub({ port: product.ports.mqtt, topic: `${topic}/a`, qos: 1 }, Buffer.from("x"));
}

async function openRule(page: Page, seed: Seed & { ruleId: string }): Promise<void> {
  await page.goto(pathOf(seed, `/rules/${seed.ruleId}`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(seed.ruleId);
}

async function delivered(product: ConsoleApp, ruleId: string): Promise<number> {
  return (await product.api.metrics(ruleId)).totals.delivered;
}

test("disable stops the flow and enable resumes it; messages published meanwhile are not forwarded", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("switch"));
  await publish(product, seed.topic);
  await waitFor(async () => (await delivered(product, seed.ruleId)) === 1, { timeoutMs: 30_000 });
  // The runtime's own word: what the API says of a rule that was just switched is what is wanted of it.
  const stream = await EventStream.open(`${product.baseUrl}/api/v1/stream?instances=${seed.instanceId}`);
  const told = () => stream.of("status").findLast(({ data }) => data["ruleId"] === seed.ruleId)?.data["state"];
  await openRule(page, seed);
  await statusSwitch(page, seed.ruleId).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: text("rules.toggle.disableAction") })
    .click();
  await expect(statusSwitch(page, seed.ruleId)).not.toBeChecked();
  await stream.waitFor(() => told() === "stopped", "the rule is stopped", 30_000);
  await publish(product, seed.topic);
  await statusSwitch(page, seed.ruleId).click();
  await expect(statusSwitch(page, seed.ruleId)).toBeChecked();
  await stream.waitFor(() => told() === "running", "the rule runs again", 30_000);
  await publish(product, seed.topic);
  await waitFor(async () => (await delivered(product, seed.ruleId)) === 2, { timeoutMs: 30_000 });
  stream.close();
  expect((await product.api.metrics(seed.ruleId)).totals.received).toBe(2);
});

test("a rule is deleted only after its ID was typed", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("delete"));
  await openRule(page, seed);
  await page.getByRole("button", { name: text("rules.list.delete"), exact: true }).click();
  const dialog = page.getByRole("alertdialog");
  const confirm = dialog.getByRole("button", { name: text("rules.remove.action") });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole("textbox").fill(`${seed.ruleId}x`);
  await expect(confirm).toBeDisabled();
  await dialog.getByRole("textbox").fill(seed.ruleId);
  await confirm.click();
  await expect(page).toHaveURL(/\/rules$/);
  expect(readRows(product.appDatabaseFile, "select rule_id from rules where rule_id = ?", seed.ruleId)).toEqual([]);
  await expect(page.getByRole("main")).not.toContainText(seed.ruleId);
});

test("the list shows a rule's state and its live count without a reload", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("live"));
  await page.goto(`${pathOf(seed, "/rules")}?q=${seed.ruleId}`);
  const row = page.getByRole("row").filter({ hasText: seed.ruleId });
  await expect(row).toContainText("Running");
  let loads = 0;
  page.on("load", () => {
    loads++;
  });
  const before = await row.textContent();
  const flow = setInterval(() => void publish(product, seed.topic), 100);
  await expect.poll(() => row.textContent(), { timeout: 10_000 }).not.toBe(before);
  clearInterval(flow);
  expect(loads).toBe(0);
});
