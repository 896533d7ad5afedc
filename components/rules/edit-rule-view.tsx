"use client";

import type { Action } from "@/components/forms/action";
import type { Rule, UpdateRuleInput } from "@/lib/rules/schemas";
import { RuleWizard } from "./wizard/rule-wizard";
import type { RuleWizardProps } from "./wizard/wizard-types";

export interface EditRuleViewProps extends Omit<RuleWizardProps, "submit"> {
  rule: Rule;
  update: Action<{ ruleId: string; changes: UpdateRuleInput }, Rule>;
}

export function EditRuleView({ update, ...props }: EditRuleViewProps) {
  return (
    <RuleWizard
      {...props}
      submit={({ ruleId, ...changes }, options) => update({ ruleId, changes: { ...changes, ...options } })}
    />
  );
}
