import { z } from "zod";
import { type RuleForm, type WizardStep, wizardSteps } from "./rule-form";

const Draft = z.object({
  step: z.enum(wizardSteps),
  values: z.object({
    ruleId: z.string().max(1_000),
    description: z.string().max(1_000),
    status: z.enum(["enabled", "disabled"]),
    type: z.literal("dataOutbound"),
    source: z.object({ topic: z.string().max(1_000) }),
    destination: z.object({
      service: z.literal("rocketmq"),
      rocketmqInstanceId: z.string().max(1_000),
      topic: z.string().max(1_000),
    }),
  }),
});

export interface RuleDraft {
  step: WizardStep;
  values: RuleForm;
}

/** A draft as stored, or nothing when it is not one of ours any more. */
export function parseDraft(text: string | null): RuleDraft | undefined {
  if (text === null) {
    return undefined;
  }
  try {
    return Draft.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const keyOf = (scope: string) => `sluice.rule-draft.${scope}`;

// A browser may refuse storage altogether; a draft is a convenience and must not break the form.
function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

export function readDraft(scope: string): RuleDraft | undefined {
  return parseDraft(attempt(() => sessionStorage.getItem(keyOf(scope))) ?? null);
}

export function writeDraft(scope: string, draft: RuleDraft): void {
  attempt(() => sessionStorage.setItem(keyOf(scope), JSON.stringify(draft)));
}

export function clearDraft(scope: string): void {
  attempt(() => sessionStorage.removeItem(keyOf(scope)));
}
