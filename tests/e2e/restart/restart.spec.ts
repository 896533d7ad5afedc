import { startConsoleApp } from "@/tests/helpers/console-app";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { totalOf } from "../rules/rule-page";

test("rules, totals and history are on the page again after a restart of everything", async ({ page }) => {
  test.setTimeout(240_000);
  const app = await startConsoleApp();
  try {
    const seed = await seedRule(app, "restart-me");
    const publisher = new SequencePublisher({ port: app.ports.mqtt, parentTopic: seed.topic, messages: 4_321 });
    await publisher.done;
    publisher.close();
    const isDelivered = async () => (await app.api.metrics(seed.ruleId)).totals.delivered === 4_321;
    await waitFor(isDelivered, { timeoutMs: 20_000 });
    await page.goto(app.baseUrl + pathOf(seed, `/rules/${seed.ruleId}`));
    await expect(totalOf(page, "delivered")).toHaveText("4,321");
    await page.goto("about:blank");
    await app.restart();
    await waitFor(async () => (await app.api.rule(seed.ruleId)).state === "running", { timeoutMs: 60_000 });
    await page.goto(app.baseUrl + pathOf(seed, `/rules/${seed.ruleId}`));
    await expect(totalOf(page, "delivered")).toHaveText("4,321");
    await expect(page.getByRole("main")).toContainText("Running");
  } finally {
    // The page's stream would break with the product.
    await page.goto("about:blank");
    await app.dispose();
  }
});
