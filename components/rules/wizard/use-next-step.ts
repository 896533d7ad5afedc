"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { type Availability, checkRuleId, checkSourceTopic } from "./check-step";
import { focusField } from "./focus-field";
import { type RuleField, type RuleForm, stepFields, type WizardStep, wizardSteps } from "./rule-form";

export interface NextStepOptions {
  form: UseFormReturn<RuleForm>;
  step: WizardStep;
  instanceId: string;
  /** While editing. */
  ownRuleId: string | undefined;
  go: (step: WizardStep) => void;
}

/** Validates a step, asks the server for conflicts that are known early, and only then goes on. */
export function useNextStep({ form, step, instanceId, ownRuleId, go }: NextStepOptions) {
  const t = useTranslations("rules.wizard");
  const [isChecking, setIsChecking] = useState(false);

  function refuse(field: RuleField, found: Availability): boolean {
    if (found.kind === "free") {
      return false;
    }
    const message =
      found.kind === "missing"
        ? t("topicGone")
        : field === "ruleId"
          ? t("ruleIdTaken", { instanceId: found.instanceId ?? "" })
          : t("takenBy", { ruleId: found.ruleId });
    form.setError(field, { type: "conflict", message });
    return true;
  }

  async function hasRuleIdConflict(): Promise<boolean> {
    const { ruleId } = form.getValues();
    return ownRuleId === undefined && refuse("ruleId", await checkRuleId(ruleId));
  }

  async function hasConflict(): Promise<boolean> {
    if (step === "basic") {
      return hasRuleIdConflict();
    }
    if (step === "source") {
      return refuse("source.topic", await checkSourceTopic(instanceId, form.getValues("source.topic"), ownRuleId));
    }
    return false;
  }

  /** True when the step is in order; otherwise focus is on its first error. */
  async function check(): Promise<boolean> {
    setIsChecking(true);
    try {
      const isValid = await form.trigger(stepFields[step]);
      if (isValid && !(await hasConflict())) {
        return true;
      }
      const first = stepFields[step].find((field) => form.getFieldState(field).invalid);
      if (first !== undefined) {
        focusField(first);
      }
      return false;
    } finally {
      setIsChecking(false);
    }
  }

  async function next(): Promise<void> {
    const following = wizardSteps[wizardSteps.indexOf(step) + 1];
    if (following !== undefined && (await check())) {
      go(following);
    }
  }

  /** On leaving the Rule ID: early, but never while the format itself is wrong. */
  async function checkEnteredRuleId(): Promise<void> {
    if (form.getValues("ruleId") !== "" && !form.getFieldState("ruleId").invalid) {
      await hasRuleIdConflict();
    }
  }

  return { check, next, checkEnteredRuleId, isChecking };
}
