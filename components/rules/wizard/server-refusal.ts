import type { ErrorCode, FieldError } from "@/lib/error-codes";
import { type RuleField, stepFields, stepOfField, type WizardStep, wizardSteps } from "./rule-form";

export interface Refusal {
  code: ErrorCode;
  message: string;
  fields?: FieldError[];
}

export interface PlacedRefusal {
  /** Where the person has to act; undefined when no step can cure it. */
  step: WizardStep | undefined;
  fields: { field: RuleField; message: string }[];
}

/** The field that a code is about when the answer names none. */
const fieldOfCode: Partial<Record<ErrorCode, RuleField>> = {
  RULE_ID_TAKEN: "ruleId",
  RULE_DUPLICATE_SOURCE: "source.topic",
  REGION_MISMATCH: "destination.rocketmqInstanceId",
  ROCKETMQ_SERIES_UNSUPPORTED: "destination.rocketmqInstanceId",
};

const allFields: readonly RuleField[] = wizardSteps.flatMap((step) => stepFields[step]);

/** Puts a refusal of the server at the step and the fields where it can be cured; the first such step wins. */
export function placeRefusal(refusal: Refusal): PlacedRefusal {
  const named = (refusal.fields ?? []).flatMap(({ field, message }) => {
    const own = allFields.find((candidate) => candidate === field);
    return own === undefined ? [] : [{ field: own, message }];
  });
  const fallback = fieldOfCode[refusal.code];
  const fields = named.length > 0 || fallback === undefined ? named : [{ field: fallback, message: refusal.message }];
  const steps = fields.map(({ field }) => stepOfField(field));
  return { step: wizardSteps.find((step) => steps.includes(step)), fields };
}
