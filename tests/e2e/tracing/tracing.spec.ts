import type { Locator, Page } from "@playwright/test";
import mqtt from "mqtt";
import type { MessageTrace, MessageTracePage } from "@/lib/traces/schemas";
import type { ConsoleApp } from "@/tests/helpers/console-app";
import { pathOf, type Seed, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

/** One device that connects, publishes at QoS 1 and leaves. */
async function publishAs(product: ConsoleApp, clientId: string, topic: string, payload: string): Promise<void> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${product.ports.mqtt}`, { clientId, protocolVersion: 5 });
  await client.publishAsync(topic, payload, { qos: 1 });
  await client.endAsync();
}

async function openTracing(page: Page, seed: Seed, query: string): Promise<void> {
  await page.goto(`${pathOf(seed, "/tracing")}?${query}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(text("traces.title"));
}

/** Rows whose action is exactly this: "Connect" stands in "Disconnect" too. */
const rowsOf = (page: Page, action: string) =>
  rows(page).filter({ has: page.getByRole("cell", { name: text(`traces.action.${action}`), exact: true }) });
const rows = (page: Page) => page.getByRole("table").getByRole("row");

/** A trace is written within a second or two: the question is asked again until it is there. */
async function queryUntil(page: Page, found: Locator): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name: text("traces.form.run"), exact: true }).click();
    await expect(found).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
}

test("a message is followed from its topic and client to RocketMQ's queue and offset, and its body is read there", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  const seed = await seedRule(product, unique("trace"));
  const clientId = `GID_trace@@@${seed.topic}`;
  await publishAs(product, clientId, `${seed.topic}/temperature`, `body of ${seed.topic}`);
  await openTracing(page, seed, `topic=${seed.topic}/%23`);
  const row = rows(page).filter({ hasText: `${seed.topic}/temperature` });
  await queryUntil(page, row);
  await expect(row).toContainText(text("traces.outcome.delivered"));
  await row.getByRole("button", { name: text("traces.column.open"), exact: true }).click();
  const drawer = page.getByRole("dialog", { name: text("traces.passport.title") });
  const hops = drawer.getByRole("list", { name: text("traces.hop.label") }).getByRole("listitem");
  for (const [index, kind] of ["published", "sent", "stored", "acknowledged"].entries()) {
    await expect(hops.nth(index)).toContainText(text(`traces.hop.${kind}`));
  }
  await expect(drawer).toContainText(clientId);
  await expectAccessible(page);
  await drawer.getByRole("button", { name: text("traces.stored.read") }).click();
  await expect(drawer).toContainText(`body of ${seed.topic}`);
  await expect(page).toHaveURL(/open=[0-9A-F]{32}/);
  await drawer.getByRole("link", { name: text("traces.stored.browse") }).click();
  await expect(page).toHaveURL(/rocketmq-instances\/.*mid=[0-9A-F]{32}/);
  await expect(rows(page).nth(1)).toContainText("broker");
  await page.goBack();
  await expect(page.getByRole("dialog", { name: text("traces.passport.title") })).toBeVisible();
});

test("a message is found by the ID that the broker answered with", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("brokerid"));
  await publishAs(product, `GID_trace@@@${seed.topic}`, `${seed.topic}/a`, "x");
  const tracesPath = `/instances/${seed.instanceId}/traces/messages`;
  let trace: MessageTrace | undefined;
  await expect
    .poll(async () => {
      const query = `topic=${encodeURIComponent(`${seed.topic}/a`)}`;
      trace = (await product.api.call<MessageTracePage>("GET", `${tracesPath}?${query}`)).items[0];
      return trace?.brokerMessageId ?? "";
    })
    .toMatch(/^[0-9A-F]{32}$/);
  await openTracing(page, seed, `mid=${trace?.brokerMessageId?.toLowerCase()}`);
  const row = rows(page).filter({ hasText: `${seed.topic}/a` });
  await queryUntil(page, row);
  await row.getByRole("button", { name: text("traces.column.open"), exact: true }).click();
  const drawer = page.getByRole("dialog", { name: text("traces.passport.title") });
  await expect(drawer).toContainText(trace?.messageId ?? "no ID");
  await expect(drawer).toContainText(trace?.brokerMessageId ?? "no ID");
});

test("a device's connect and its end are found by its client ID, and the query stands in the address", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("device"));
  const clientId = `GID_trace@@@${seed.topic}`;
  await publishAs(product, clientId, `${seed.topic}/x`, "1");
  await openTracing(page, seed, `tab=devices&client=${encodeURIComponent(clientId)}`);
  await queryUntil(page, rowsOf(page, "close"));
  await expect(rowsOf(page, "connect")).toContainText(text("traces.reason.accepted"));
  await expect(rowsOf(page, "disconnect")).toContainText(text("traces.reason.disconnect"));
  await page.getByRole("button", { name: text("traces.range.6h") }).click();
  await page.getByRole("button", { name: text("traces.form.run"), exact: true }).click();
  await expect(page).toHaveURL(/range=6h/);
  await page.reload();
  await expect(rows(page).filter({ hasText: clientId })).toHaveCount(3);
});

test("a query of more than a day is refused at the field, by the page and by the API", async ({ page, product }) => {
  const instance = await product.api.embeddedInstance();
  const seed = { regionId: instance.regionId, instanceId: instance.instanceId } as Seed;
  await openTracing(page, seed, "range=custom&from=2026-01-01T00:00:00.000Z&to=2026-01-03T00:00:00.000Z");
  await expect(page.getByText(text("traces.range.problem.tooLong"))).toBeVisible();
  const answer = await page.request.get(
    `/api/v1/instances/${instance.instanceId}/traces/messages?from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z`,
  );
  expect(answer.status()).toBe(422);
  expect(await answer.json()).toMatchObject({ code: "VALIDATION", errors: [{ field: "from" }] });
});

test("nothing is claimed of the devices of an external broker", async ({ page, product, unique }) => {
  const created = await page.request.post("/api/v1/instances", {
    data: {
      name: unique("ext"),
      regionId: "cn-hangzhou",
      kernelVersion: "V3.3.0",
      connection: { url: `mqtt://127.0.0.1:${product.ports.mqtt}` },
    },
  });
  expect(created.status()).toBe(201);
  const { instanceId, regionId } = (await created.json()) as Seed;
  await openTracing(page, { instanceId, regionId } as Seed, "tab=devices");
  await expect(page.getByText(text("traces.devices.external"))).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
});
