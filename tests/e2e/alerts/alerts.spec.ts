import { readRows } from "../fixtures/database";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";
import { startReceiver } from "../fixtures/webhook-receiver";

test("a webhook is created in the page, tested with its answer shown, edited and deleted, and stays accessible", async ({
  page,
  product,
  unique,
  expectAccessible,
}) => {
  const receiver = await startReceiver();
  const name = unique("pager");
  const stored = () =>
    readRows(product.appDatabaseFile, "select name, status from alert_webhooks where url = ?", receiver.url);
  try {
    await page.goto("/cn-hangzhou/instances");
    await page
      .getByRole("navigation")
      .getByRole("link", { name: text("shell.alerts") })
      .click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(text("alerts.title"));
    await page.getByRole("button", { name: text("alerts.webhook.create") }).click();
    // A toast is a dialog too: each is found by its name.
    const drawer = page.getByRole("dialog", { name: text("alerts.webhook.form.createTitle") });
    await drawer.getByRole("textbox", { name: text("alerts.webhook.form.name") }).fill(name);
    await drawer.getByRole("textbox", { name: text("alerts.webhook.form.url") }).fill("ftp://host/");
    await drawer.getByRole("button", { name: text("alerts.webhook.form.submitCreate") }).click();
    await expect(drawer).toContainText(text("errors.validation.webhookUrl"));
    await expectAccessible(page);
    await drawer.getByRole("textbox", { name: text("alerts.webhook.form.url") }).fill(receiver.url);
    await drawer.getByRole("button", { name: text("alerts.webhook.form.submitCreate") }).click();
    const row = page.getByRole("row").filter({ hasText: name });
    await expect(row).toContainText(receiver.url);
    expect(stored()).toEqual([{ name, status: "enabled" }]);

    await row.getByRole("button", { name: text("alerts.webhook.action.test") }).click();
    const dialog = page.getByRole("dialog", { name: text("alerts.webhook.test.title", { name }) });
    await dialog.getByRole("button", { name: text("alerts.webhook.test.send") }).click();
    await expect(dialog).toContainText(text("alerts.webhook.test.taken"));
    await expect(dialog).toContainText("HTTP 202");
    await expect(dialog).toContainText("noted");
    await expectAccessible(page);
    expect(receiver.of("alert.test")).toHaveLength(1);
    await page.keyboard.press("Escape");

    await row.getByRole("button", { name: text("alerts.webhook.action.edit") }).click();
    const editor = page.getByRole("dialog", { name: text("alerts.webhook.form.editTitle", { name }) });
    await editor.getByRole("checkbox", { name: text("alerts.webhook.form.enabled") }).click();
    await editor.getByRole("button", { name: text("alerts.webhook.form.submitEdit") }).click();
    await expect(row).toContainText(text("alerts.webhook.status.disabled"));
    expect(stored()).toEqual([{ name, status: "disabled" }]);

    await row.getByRole("button", { name: text("common.delete") }).click();
    const confirm = page.getByRole("alertdialog");
    await confirm.getByRole("button", { name: text("alerts.webhook.delete.title") }).click();
    // While a question is open, the rows behind it are hidden from roles: its end is what tells.
    await expect(confirm).toHaveCount(0);
    await expect(row).toHaveCount(0);
    expect(stored()).toEqual([]);
  } finally {
    receiver.close();
  }
});
