"use client";

import type { Action } from "@/components/forms/action";
import type { CreateRuleInput, Rule } from "@/lib/rules/schemas";
import { RuleWizard } from "./wizard/rule-wizard";
import type { RuleWizardProps } from "./wizard/wizard-types";

export interface CreateRuleViewProps extends Omit<RuleWizardProps, "rule" | "submit"> {
  create: Action<{ instanceId: string; rule: CreateRuleInput }, Rule>;
}

export function CreateRuleView({ create, ...props }: CreateRuleViewProps) {
  return <RuleWizard {...props} submit={(rule) => create({ instanceId: props.instance.instanceId, rule })} />;
}
