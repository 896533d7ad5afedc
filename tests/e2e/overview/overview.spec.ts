import { pathOf, seedRule, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";

test("the overview is the first entry of the navigation and says that all parts are up", async ({ page, product }) => {
  const { regionId } = await product.api.embeddedInstance();
  await page.goto(`/${regionId}/instances`);
  const first = page
    .getByRole("navigation", { name: text("shell.navigation") })
    .getByRole("link")
    .first();
  await expect(first).toHaveText(text("shell.overview"));
  await first.click();
  await expect(page).toHaveURL(new RegExp(`/${regionId}/overview$`));
  const health = page.getByRole("region", { name: text("overview.health.title") });
  await expect(health).toContainText(text("overview.part.runtime"));
  await expect(health).toContainText(text("overview.part.mqtt"));
  await expect(health).not.toContainText(text("overview.partState.down"));
});

test("a rule that cannot do its work is listed with its reason, and the list leads to it", async ({
  page,
  product,
  unique,
}) => {
  const name = unique("need");
  const seed = await seedTopics(product, name);
  const created = await page.request.post("/api/v1/rocketmq-instances", {
    data: {
      name,
      regionId: seed.regionId,
      series: "4.0",
      // Nobody listens on the discard port.
      endpoint: { protocol: "remoting", nameServers: ["127.0.0.1:9"] },
    },
  });
  const { instanceId: rocketmqInstanceId } = (await created.json()) as { instanceId: string };
  await product.api.createOutboundRule(seed.instanceId, {
    ruleId: name,
    topic: name,
    rocketmqInstanceId,
    destinationTopic: name,
    status: "disabled",
  });
  await product.api.setRuleStatus(name, "enable");
  await page.goto(`/${seed.regionId}/overview`);
  const row = page
    .getByRole("table", { name: text("overview.need.caption") })
    .getByRole("row")
    .filter({ hasText: name });
  await expect(row).toBeVisible({ timeout: 30_000 });
  await row.getByRole("link", { name }).first().click();
  await expect(page).toHaveURL(new RegExp(`${pathOf(seed, `/rules/${name}`)}$`));
  await page.request.delete(`/api/v1/rules/${name}?discardBacklog=true`);
});

test("what was changed last is on the overview in words, with the way to it", async ({ page, product, unique }) => {
  const seed = await seedRule(product, unique("audit"));
  const row = page
    .getByRole("table", { name: text("overview.audit.caption") })
    .getByRole("row")
    .filter({ hasText: seed.ruleId })
    .filter({ hasText: text("audit.kind.rule") })
    .first();
  // It shows the last few of the whole product: other tests push this one out.
  const isShown = async () => {
    await product.api.call("PATCH", `/rules/${seed.ruleId}`, { description: unique("again") });
    await page.goto(`/${seed.regionId}/overview`);
    return (await row.count()) === 0 ? "" : await row.textContent();
  };
  await expect.poll(isShown, { timeout: 40_000 }).toContain(text("audit.verb.update"));
  await expect(row).toContainText(text("audit.operator"));
  await row.getByRole("link", { name: seed.ruleId }).click();
  await expect(page).toHaveURL(new RegExp(`${pathOf(seed, `/rules/${seed.ruleId}`)}$`));
});

test("a part that cannot be shown says so and is tried again, and its neighbours stay", async ({
  page,
  product,
  problems,
  unique,
}) => {
  const { regionId } = await seedRule(product, unique("part"));
  await page.goto(`/${regionId}/overview`);
  const card = (name: string) => page.locator("section").filter({ has: page.getByRole("heading", { name }) });
  const audit = card(text("overview.audit.title"));
  await expect(audit.getByRole("table")).toBeVisible();
  problems.expect(/Invalid time value|RangeError/);
  let at: string | undefined = "no time";
  await page.route("**/api/v1/overview", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { audit: object[]; alerts: object };
    const broken = { ...body, audit: body.audit.map((event) => ({ ...event, at })) };
    const whole = { ...body, alerts: { ...body.alerts, raised: 4_321 } };
    await route.fulfill({ json: at === undefined ? whole : broken });
  });
  await expect(audit.getByRole("alert")).toContainText(text("common.partFailed"));
  const health = page.getByRole("region", { name: text("overview.health.title") });
  await expect(health).toContainText(text("overview.part.runtime"));
  at = undefined;
  await expect(page.getByText(text("overview.alerts.raised", { count: 4_321 }))).toBeVisible();
  await audit.getByRole("button", { name: text("common.retry") }).click();
  await expect(audit.getByRole("table")).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
