import { signal, startConsoleApp } from "@/tests/helpers/console-app";
import { waitFor } from "@/tests/helpers/wait-for";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";
import { startReceiver } from "../fixtures/webhook-receiver";

interface ListedAlert {
  kind: string;
  state: string;
}

test("a frozen runtime is told in the bell and by webhook, and told to be over when its successor is heard", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const receiver = await startReceiver();
  const app = await startConsoleApp({ env: { SLUICE_EMBEDDED: "mqtt" } });
  try {
    await app.api.call("POST", "/alert-webhooks", { name: "pager", url: receiver.url });
    const frozenPid = await app.runtimePid();
    const listed = async () =>
      (await app.api.call<{ items: ListedAlert[] }>("GET", "/alerts?regionId=cn-hangzhou")).items;
    expect(await listed()).toEqual([]);
    signal(frozenPid, "SIGSTOP");

    const isRaised = async () =>
      (await listed()).some(({ kind, state }) => kind === "runtimeDown" && state === "raised");
    await waitFor(isRaised, { timeoutMs: 60_000, what: "the alert is raised" });
    await page.goto(`${app.baseUrl}/cn-hangzhou/alerts`);
    await page.getByRole("button", { name: text("shell.bell.label", { count: 1 }) }).click();
    const bell = page.getByRole("dialog", { name: text("shell.bell.title") });
    await expect(bell).toContainText(text("alerts.kind.runtimeDown"));
    await expect(bell).toContainText(text("alerts.runtime"));
    await page.keyboard.press("Escape");
    await expect(page.getByRole("row").filter({ hasText: text("alerts.kind.runtimeDown") })).toContainText(
      text("alerts.runtime"),
    );

    const isResolved = async () => receiver.of("alert.resolved").length > 0;
    await waitFor(isResolved, { timeoutMs: 120_000, what: "the alert is resolved" });
    expect(await app.runtimePid()).not.toBe(frozenPid);
    expect(await listed()).toMatchObject([{ kind: "runtimeDown", state: "resolved" }]);
    const about = { kind: "runtimeDown", ruleId: null, instanceId: null };
    expect(receiver.of("alert.raised")).toMatchObject([{ alert: about }]);
    expect(receiver.of("alert.resolved")).toMatchObject([{ alert: about }]);
  } finally {
    // The page's stream would break with the product.
    await page.goto("about:blank");
    await app.dispose();
    receiver.close();
  }
});
