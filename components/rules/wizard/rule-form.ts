import { z } from "zod";
import { Description, ParentTopicName, RocketmqTopicName, RuleId } from "@/lib/names";
import { type DataOutboundRuleInput, RuleStatus } from "@/lib/rules/schemas";

/** What the wizard edits: the shape of `POST /instances/{id}/rules`, so that a refusal names fields of the form. */
export const RuleForm = z.object({
  ruleId: RuleId,
  description: Description,
  status: RuleStatus,
  type: z.literal("dataOutbound"),
  source: z.object({ topic: ParentTopicName }),
  destination: z.object({
    service: z.literal("rocketmq"),
    rocketmqInstanceId: z.string().min(1).max(128),
    topic: RocketmqTopicName,
  }),
});
export type RuleForm = z.infer<typeof RuleForm> & DataOutboundRuleInput;

export const emptyRuleForm: RuleForm = {
  ruleId: "",
  description: "",
  status: "enabled",
  type: "dataOutbound",
  source: { topic: "" },
  destination: { service: "rocketmq", rocketmqInstanceId: "", topic: "" },
};

export const wizardSteps = ["basic", "source", "destination"] as const;
export type WizardStep = (typeof wizardSteps)[number];

export const stepFields = {
  basic: ["ruleId", "description", "status", "type"],
  source: ["source.topic"],
  destination: ["destination.rocketmqInstanceId", "destination.topic"],
} as const satisfies Record<WizardStep, readonly string[]>;

export type RuleField = (typeof stepFields)[WizardStep][number];

export function stepOfField(field: string): WizardStep | undefined {
  return wizardSteps.find((step) =>
    stepFields[step].some((own) => own === field || field.startsWith(`${own}.`) || own.startsWith(`${field}.`)),
  );
}

const stepShapes = {
  basic: RuleForm.pick({ ruleId: true, description: true, status: true, type: true }),
  source: RuleForm.pick({ source: true }),
  destination: RuleForm.pick({ destination: true }),
} as const;

/** The first step whose own fields are not valid yet; the last one when all are. */
export function firstIncompleteStep(values: unknown): WizardStep {
  return wizardSteps.find((step) => !stepShapes[step].safeParse(values).success) ?? "destination";
}

/** Where a link to `wanted` really leads: never past the first incomplete step. */
export function reachableStep(wanted: WizardStep, values: unknown): WizardStep {
  const first = firstIncompleteStep(values);
  return wizardSteps.indexOf(wanted) > wizardSteps.indexOf(first) ? first : wanted;
}
