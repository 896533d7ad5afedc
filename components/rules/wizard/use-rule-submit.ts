"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { ActionResult } from "@/lib/result";
import { Rule } from "@/lib/rules/schemas";
import { apiRequest } from "../api-request";
import { ruleKeys } from "../rule-queries";
import { useRefusalText } from "../use-api-error-text";
import { focusField } from "./focus-field";
import { type RuleForm, stepFields, type WizardStep } from "./rule-form";
import { placeRefusal, type Refusal } from "./server-refusal";
import type { RuleWizardProps, SubmitOptions } from "./wizard-types";

export interface RuleSubmitOptions extends RuleWizardProps {
  form: UseFormReturn<RuleForm>;
  step: WizardStep;
  go: (step: WizardStep) => void;
  onSaved: (rule: Rule) => void;
}

/** Sends the rule once however often the button is pressed, and puts a refusal where it can be cured. */
export function useRuleSubmit(options: RuleSubmitOptions) {
  const { form, step, go, onSaved } = options;
  const queryClient = useQueryClient();
  const refusalText = useRefusalText();
  const [isPending, setIsPending] = useState(false);
  const isSending = useRef(false);
  const [formError, setFormError] = useState<string>();
  const [backlogDetail, setBacklogDetail] = useState<string>();
  const [theirs, setTheirs] = useState<Rule>();
  const version = useRef(options.rule?.version);

  function place(refusal: Refusal): void {
    const text = refusalText(refusal.code, refusal.message);
    const placed = placeRefusal({ ...refusal, message: text });
    for (const { field, message } of placed.fields) {
      form.setError(field, { type: "server", message });
    }
    setFormError(placed.fields.length === 0 ? text : undefined);
    if (placed.step !== undefined && placed.step !== step) {
      go(placed.step);
    }
    const [first] = placed.fields;
    if (first !== undefined) {
      // After the step has been drawn.
      setTimeout(() => focusField(first.field), 100);
    }
  }

  async function handleRefusal(refusal: Refusal): Promise<void> {
    if (refusal.code === "BACKLOG_NOT_EMPTY") {
      setBacklogDetail(refusal.message);
    } else if (refusal.code === "VERSION_CONFLICT" && options.rule !== undefined) {
      const { ruleId } = options.rule;
      const latest = await apiRequest(`/rules/${encodeURIComponent(ruleId)}`, Rule).catch(() => undefined);
      setTheirs(latest);
      setFormError(latest === undefined ? refusalText(refusal.code, refusal.message) : undefined);
    } else {
      place(refusal);
    }
  }

  async function send(extra: SubmitOptions = {}): Promise<void> {
    if (isSending.current) {
      return;
    }
    isSending.current = true;
    setIsPending(true);
    setFormError(undefined);
    setBacklogDetail(undefined);
    try {
      const sent = { ...(version.current === undefined ? {} : { version: version.current }), ...extra };
      const result: ActionResult<Rule> = await options
        .submit(form.getValues(), sent)
        .catch(() => ({ ok: false as const, error: { code: "UNAVAILABLE" as const, message: "" } }));
      if (!result.ok) {
        await handleRefusal(result.error);
        return;
      }
      queryClient.setQueryData(ruleKeys.one(result.data.ruleId), result.data);
      await queryClient.invalidateQueries({ queryKey: ruleKeys.list(options.instance.instanceId) });
      onSaved(result.data);
    } finally {
      isSending.current = false;
      setIsPending(false);
    }
  }

  return {
    isPending,
    formError,
    backlogDetail,
    theirs,
    send,
    dismissBacklog: () => setBacklogDetail(undefined),
    /** Keeps the entries and saves them over what someone else saved meanwhile. */
    keepMine: () => {
      version.current = theirs?.version;
      setTheirs(undefined);
    },
    takeTheirs: (toForm: (rule: Rule) => RuleForm) => {
      if (theirs !== undefined) {
        version.current = theirs.version;
        form.reset(toForm(theirs));
        setTheirs(undefined);
      }
    },
    fieldsOfStep: stepFields[step],
  };
}
