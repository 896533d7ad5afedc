import type { Page } from "@playwright/test";
import { freePort } from "@/tests/helpers/ports";
import { readTopicUntil } from "@/tests/helpers/read-topic";
import { pathOf, seedRule } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

const button = (page: Page, key: string) => page.getByRole("button", { name: text(`testClient.${key}`), exact: true });
const field = (page: Page, key: string) => page.getByRole("textbox", { name: text(`testClient.${key}`), exact: true });
/** Nothing can be typed before the page's script runs, which takes its time on a slow computer. */
const ready = (page: Page) => expect(button(page, "connection.connect")).toBeVisible({ timeout: 40_000 });
const log = (page: Page) => page.getByRole("list", { name: text("testClient.log.title") });

test("a message published in the page is forwarded by the rule and comes back to the page's subscription", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  const seed = await seedRule(product, unique("client"));
  await page.goto(pathOf(seed, "/rules"));
  await page.getByRole("link", { name: text("shell.instanceNav.testClient") }).click();
  await ready(page);
  const clientId = await field(page, "connection.clientId").inputValue();
  await button(page, "connection.connect").click();
  await expect(page.getByText(text("testClient.connection.state.open"), { exact: true })).toBeVisible();

  await field(page, "subscribe.filter").fill(`${seed.topic}/+`);
  await button(page, "subscribe.submit").click();
  await expect(page.getByRole("list", { name: text("testClient.subscribe.current") })).toContainText(`${seed.topic}/+`);

  await field(page, "publish.topic").fill(`${seed.topic}/dev7`);
  await field(page, "publish.body").fill('{"t":21.5}');
  await button(page, "properties.add").click();
  await field(page, "properties.key").fill("site");
  await field(page, "properties.value").fill("north");
  await button(page, "publish.submit").click();
  await expect(log(page)).toContainText(text("testClient.log.received"));
  await expect(log(page)).toContainText(/Acknowledged after/);
  await expect(log(page)).toContainText("site=north");
  await expectAccessible(page);

  const [message] = await readTopicUntil(product.nameServer, seed.topic, 1, 20_000);
  expect(message?.body.toString()).toBe('{"t":21.5}');
  expect(message?.properties).toMatchObject({
    topic: `${seed.topic}/dev7`,
    clientId,
    qoslevel: "1",
    mqtt5UserProperty: JSON.stringify([{ key: "site", value: "north" }]),
  });

  await button(page, "connection.disconnect").click();
  await expect(page.getByText(text("testClient.connection.state.closed"), { exact: true })).toBeVisible();
});

test("MQTT 3.1.1 connects too, binary payloads are sent as typed, and the log can be paused", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedRule(product, unique("client"));
  await page.goto(pathOf(seed, "/test-client"));
  await ready(page);
  await page.getByRole("button", { name: "MQTT 3.1.1" }).click();
  await button(page, "connection.connect").click();
  await expect(page.getByText(text("testClient.connection.state.open"), { exact: true })).toBeVisible();
  await expect(button(page, "properties.add")).toHaveCount(0);
  await field(page, "publish.topic").fill(`${seed.topic}/bin`);
  await page
    .getByRole("group", { name: text("testClient.publish.encoding") })
    .getByRole("button", { name: text("testClient.publish.as.hex") })
    .click();
  await field(page, "publish.body").fill("0");
  await button(page, "publish.submit").click();
  await expect(page.getByText(text("testClient.publish.notHex"))).toBeVisible();
  await field(page, "publish.body").fill("00 ff 01");
  await button(page, "log.pause").click();
  await button(page, "publish.submit").click();
  await expect(page.getByRole("button", { name: text("testClient.log.resume", { count: 1 }) })).toBeVisible();
  await expect(log(page)).toHaveCount(0);
  await page.getByRole("button", { name: text("testClient.log.resume", { count: 1 }) }).click();
  await expect(log(page)).toContainText("00 ff 01");
  const [message] = await readTopicUntil(product.nameServer, seed.topic, 1, 20_000);
  expect(message?.body).toEqual(Buffer.from([0, 255, 1]));
});

test("an instance without WebSocket says why and what else there is; an unreachable one says that it was not reached", async ({
  page,
  product,
  unique,
  problems,
  expectAccessible,
}) => {
  const { regionId } = await product.api.embeddedInstance();
  const create = (name: string, url: string) =>
    product.api.call<{ instanceId: string }>("POST", "/instances", {
      name: unique(name),
      regionId,
      connection: { url },
    });
  const plain = await create("tcp", `mqtt://127.0.0.1:${product.ports.mqtt}`);
  await page.goto(pathOf({ regionId, ...plain }, "/test-client"));
  await expect(page.getByText(text("testClient.unavailable.title"))).toBeVisible();
  await expect(page.getByRole("main")).toContainText(`mqtt://127.0.0.1:${product.ports.mqtt}`);
  await expectAccessible(page);

  const port = await freePort();
  problems.expect(new RegExp(`ws://127.0.0.1:${port}`));
  const closed = await create("ws", `ws://127.0.0.1:${port}`);
  await page.goto(pathOf({ regionId, ...closed }, "/test-client"));
  await ready(page);
  await button(page, "connection.connect").click();
  await expect(page.getByText(text("testClient.end.unreachable.title"))).toBeVisible();
  await expectAccessible(page);
});
