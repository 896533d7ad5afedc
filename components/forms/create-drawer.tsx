"use client";

import type { ReactNode } from "react";
import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import type { Action } from "./action";
import { applyFieldErrors } from "./apply-field-errors";
import { FormDrawer } from "./form-drawer";
import { FormProblem } from "./form-problem";
import { useAction } from "./use-action";

export interface CreateDrawerProps<Typed extends FieldValues, Values, Input, Created> {
  form: UseFormReturn<Typed, unknown, Values>;
  action: Action<Input, Created>;
  toInput: (values: Values) => Input;
  /** The form's field for one that the server names. */
  toField: (field: string) => FieldPath<Typed> | undefined;
  title: string;
  submitLabel: string;
  /** Toast after. */
  doneText: (values: Values) => string;
  onClose: () => void;
  onSaved: (values: Values) => void;
  /** The fields. */
  children: ReactNode;
}

/** Creates one thing; what the server refuses stands at its field, or above the buttons. */
export function CreateDrawer<Typed extends FieldValues, Values, Input, Created>(
  props: CreateDrawerProps<Typed, Values, Input, Created>,
) {
  const { form, toField } = props;
  const { run, isPending, problem } = useAction(props.action);
  const handleSubmit = form.handleSubmit(async (values) => {
    const result = await run(props.toInput(values));
    if (result?.ok === true) {
      toast.success(props.doneText(values));
      props.onSaved(values);
    } else if (result !== undefined) {
      applyFieldErrors(result.error.fields, form.setError, toField);
    }
  });
  return (
    <FormDrawer
      isOpen
      onClose={props.onClose}
      title={props.title}
      submitLabel={props.submitLabel}
      isDirty={form.formState.isDirty}
      isPending={isPending}
      onSubmit={handleSubmit}
    >
      {props.children}
      <FormProblem
        problem={problem}
        hasFields={problem?.fields?.every(({ field }) => toField(field) !== undefined) ?? false}
      />
    </FormDrawer>
  );
}
