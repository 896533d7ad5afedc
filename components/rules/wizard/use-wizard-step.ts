"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useEffect, useRef } from "react";
import { reachableStep, type WizardStep, wizardSteps } from "./rule-form";

const stepParser = parseAsStringLiteral(wizardSteps)
  .withDefault("basic")
  .withOptions({ history: "push", scroll: true });

/** The step in the URL, never past the first incomplete one. Browser Back goes one step back. */
export function useWizardStep(getValues: () => unknown, isEdit: boolean) {
  const [wanted, setWanted] = useQueryState("step", stepParser);
  const step = isEdit ? wanted : reachableStep(wanted, getValues());
  const heading = useRef<HTMLHeadingElement>(null);
  const shownStep = useRef(step);

  useEffect(() => {
    if (step !== wanted) {
      setWanted(step, { history: "replace" }).catch(() => undefined);
    }
  }, [step, wanted, setWanted]);

  useEffect(() => {
    if (shownStep.current !== step) {
      shownStep.current = step;
      heading.current?.focus();
    }
  }, [step]);

  const go = (next: WizardStep): void => {
    setWanted(next).catch(() => undefined);
  };
  return { step, go, heading };
}
