import type { Locator, Page, Request } from "@playwright/test";
import { expect } from "../fixtures/test";
import { text } from "../fixtures/texts";

const t = (key: string, values?: Record<string, string | number>) => text(`rules.wizard.${key}`, values);

/** The three steps of creating a rule, as a person sees them. */
export class WizardPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  get ruleId(): Locator {
    return this.page.getByRole("textbox", { name: t("ruleId") });
  }
  get description(): Locator {
    return this.page.getByRole("textbox", { name: t("description") });
  }
  get sourceTopic(): Locator {
    return this.page.getByRole("combobox", { name: t("sourceTopic") });
  }
  get rocketmqInstance(): Locator {
    return this.page.getByRole("combobox", { name: t("rocketmqInstance") });
  }
  get rocketmqTopic(): Locator {
    return this.page.getByRole("combobox", { name: t("rocketmqTopic") });
  }

  async open(rulesPath: string): Promise<void> {
    await this.page.goto(`${rulesPath}/create`);
    await expect(this.stepHeading("basic")).toBeVisible();
  }

  stepHeading(step: "basic" | "source" | "destination"): Locator {
    return this.page.getByRole("heading", { level: 2, name: t(`step.${step}`) });
  }

  async next(): Promise<void> {
    await this.page.getByRole("button", { name: t("next") }).click();
  }

  async fillBasic(ruleId: string, description = ""): Promise<void> {
    await this.ruleId.fill(ruleId);
    await this.description.fill(description);
    await this.next();
    await expect(this.stepHeading("source")).toBeVisible();
  }

  async fillSource(topic: string): Promise<void> {
    await this.choose(this.sourceTopic, topic);
    await this.next();
    await expect(this.stepHeading("destination")).toBeVisible();
  }

  async fillDestination(rocketmqName: string, topic: string): Promise<void> {
    await this.rocketmqInstance.click();
    await this.page.getByRole("option", { name: rocketmqName }).first().click();
    await this.choose(this.rocketmqTopic, topic);
  }

  /** Presses Create and returns the request of the server action that carried the rule. */
  async submit(): Promise<Request> {
    const request = this.page.waitForRequest(
      (candidate) => candidate.method() === "POST" && "next-action" in candidate.headers(),
    );
    await this.page.getByRole("button", { name: text("common.create"), exact: true }).click();
    return await request;
  }

  private async choose(field: Locator, value: string): Promise<void> {
    await field.fill(value);
    await this.page.getByRole("option", { name: value }).first().click();
    await expect(field).toHaveValue(value);
  }
}
