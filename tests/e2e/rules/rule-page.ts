import type { Locator, Page } from "@playwright/test";
import { text } from "../fixtures/texts";

type Term = "received" | "delivered" | "deadLettered" | "spooled" | "inFlight" | "returned" | "discarded" | "lost";

/** One figure of the totals on a rule's page. */
export function totalOf(page: Page, term: Term): Locator {
  const name = page.getByRole("term").and(page.getByText(text(`rules.detail.term.${term}`), { exact: true }));
  return name.locator("xpath=following-sibling::dd");
}

/** What a person wants of the rule. */
export function statusSwitch(page: Page, ruleId: string): Locator {
  return page.getByRole("switch", { name: text("rules.toggle.label", { ruleId }) });
}
