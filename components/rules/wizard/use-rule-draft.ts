"use client";

import { useCallback, useEffect, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { clearDraft, type RuleDraft, readDraft, writeDraft } from "./draft";
import type { RuleForm, WizardStep } from "./rule-form";

/** Keeps what is entered in the tab's storage and offers what an earlier visit left there. */
export function useRuleDraft(form: UseFormReturn<RuleForm>, scope: string | undefined, step: WizardStep) {
  const [offered, setOffered] = useState<RuleDraft>();

  useEffect(() => {
    if (scope !== undefined) {
      setOffered(readDraft(scope));
    }
  }, [scope]);

  useEffect(() => {
    if (scope === undefined) {
      return;
    }
    // A step that was only passed is part of the draft too.
    if (form.formState.isDirty) {
      writeDraft(scope, { step, values: form.getValues() });
    }
    return form.subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ values, isDirty }) => {
        if (isDirty === true) {
          writeDraft(scope, { step, values });
        }
      },
    });
  }, [form, scope, step]);

  const discard = useCallback(() => {
    setOffered(undefined);
    if (scope !== undefined) {
      clearDraft(scope);
    }
  }, [scope]);

  const restore = useCallback((): WizardStep | undefined => {
    if (offered === undefined) {
      return undefined;
    }
    for (const name of ["ruleId", "description", "status", "source", "destination"] as const) {
      form.setValue(name, offered.values[name], { shouldDirty: true });
    }
    setOffered(undefined);
    return offered.step;
  }, [form, offered]);

  return { offered, restore, discard };
}
