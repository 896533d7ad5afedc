import { readRows } from "../fixtures/database";
import { pathOf, seedTopics } from "../fixtures/seed";
import { expect, test } from "../fixtures/test";
import { text } from "../fixtures/texts";
import { WizardPage } from "./wizard-page";

test("a topic missing on either side is made without leaving the wizard, and is chosen at once", async ({
  page,
  product,
  unique,
}) => {
  const { instanceId, regionId } = await product.api.embeddedInstance();
  const rocketmq = await product.api.embeddedRocketmq();
  const name = unique("made");
  const wizard = new WizardPage(page);
  await wizard.open(pathOf({ regionId, instanceId }, "/rules"));
  await wizard.fillBasic(name);
  const create = page.getByRole("button", { name: text("rules.wizard.createTopic"), exact: true });
  const dialog = page.getByRole("dialog");
  const make = async (topic: string) => {
    await create.click();
    await dialog.getByRole("textbox", { name: text("rules.wizard.topicName") }).fill(topic);
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
  };
  await make(name);
  await expect(wizard.sourceTopic).toHaveValue(name);
  expect(readRows(product.appDatabaseFile, "select name from topics where name = ?", name)).toEqual([{ name }]);
  await wizard.next();
  await wizard.rocketmqInstance.click();
  await page.getByRole("option", { name: rocketmq.name }).first().click();
  await make(name);
  await expect(wizard.rocketmqTopic).toHaveValue(name);
  await wizard.submit();
  await expect(page).toHaveURL(new RegExp(`/rules/${name}$`));
  expect((await product.api.rule(name)).destination).toMatchObject({ topic: name });
});

test("the destination topics are searched on the cluster, once a person has stopped typing", async ({
  page,
  product,
  unique,
}) => {
  const seed = await seedTopics(product, unique("sought"));
  const wizard = new WizardPage(page);
  await wizard.open(pathOf(seed, "/rules"));
  await wizard.fillBasic(unique("rule"));
  await wizard.fillSource(seed.topic);
  await wizard.rocketmqInstance.click();
  await page.getByRole("option", { name: seed.rocketmqName }).first().click();
  const asked: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    const q = url.searchParams.get("q");
    if (url.pathname.endsWith(`/rocketmq-instances/${seed.rocketmqInstanceId}/topics`) && q !== null && q !== "") {
      asked.push(q);
    }
  });
  await wizard.rocketmqTopic.pressSequentially(seed.topic);
  await expect(page.getByRole("option", { name: seed.topic })).toBeVisible();
  await expect(page.getByRole("option")).toHaveCount(1);
  expect(asked.at(-1)).toBe(seed.topic);
  expect(asked.length).toBeLessThan(seed.topic.length);
});
