import mqtt from "mqtt";
import { pathOf } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

test("a group shows how many of its clients are online, who they are, and forgets those that leave", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  const instance = await product.api.embeddedInstance();
  const groupId = unique("GID_online");
  await product.api.createGroup(instance.instanceId, groupId);
  const url = `mqtt://127.0.0.1:${product.ports.mqtt}`;
  // Away, but its session is kept.
  const third = await mqtt.connectAsync(url, {
    clientId: `${groupId}@@@third`,
    protocolVersion: 5,
    clean: false,
    properties: { sessionExpiryInterval: 600 },
  });
  await third.endAsync();
  const first = await mqtt.connectAsync(url, { clientId: `${groupId}@@@first`, protocolVersion: 5 });
  const second = await mqtt.connectAsync(url, { clientId: `${groupId}@@@second`, protocolVersion: 4 });
  try {
    await page.goto(`${pathOf(instance, "/groups")}?q=${groupId}`);
    await expect(page.getByRole("row").filter({ hasText: groupId })).toContainText("2 / 3");
    await page.getByRole("button", { name: text("groups.online.open", { count: 2, groupId }) }).press("Enter");
    const drawer = page.getByRole("dialog", { name: text("groups.online.title", { groupId }) });
    const rowOf = (device: string) => drawer.getByRole("row").filter({ hasText: `${groupId}@@@${device}` });
    await expect(rowOf("first")).toContainText("MQTT 5");
    await expect(rowOf("second")).toContainText("MQTT 3.1.1");
    await expectAccessible(page);
    await second.endAsync();
    await expect(rowOf("second")).toHaveCount(0, { timeout: 15_000 });
    await expect(rowOf("first")).toBeVisible();
  } finally {
    await first.endAsync(true);
    await second.endAsync(true);
  }
});

test("a long ID loses its middle, is whole in its tooltip and on the clipboard", async ({
  page,
  context,
  product,
  unique,
}) => {
  const instance = await product.api.embeddedInstance();
  const groupId = `${unique("GID_long")}_`.padEnd(64, "x");
  await product.api.createGroup(instance.instanceId, groupId);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${pathOf(instance, "/groups")}?q=${groupId.slice(0, 40)}`);
  const row = page.getByRole("row").filter({ hasText: groupId.slice(0, 12) });
  await expect(row).not.toContainText(groupId);
  await row
    .getByRole("button")
    .filter({ hasText: groupId.slice(-6) })
    .hover();
  await expect(page.getByText(groupId, { exact: true })).toBeVisible();
  await row.getByRole("button", { name: text("common.copyNamed", { name: text("groups.groupId") }) }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(groupId);
});
