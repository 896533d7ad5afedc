"use client";

import { Field as Base } from "@base-ui/react/field";
import { type ReactNode, useId } from "react";
import { cn } from "@/lib/view/cn";
import { LabelIdContext } from "./label-id";

export interface FieldProps {
  label: ReactNode;
  /** One control: Input, Textarea, Select, Combobox, NumberField. It is named and described by this field. */
  children: ReactNode;
  /** Shown before any error: what is allowed. */
  help?: ReactNode;
  error?: string | undefined;
  isRequired?: boolean;
  /** Right of the label, such as a `Counter`. */
  aside?: ReactNode;
  /** The control is a button (Select): the label is then not a `<label>`. */
  isButton?: boolean;
  className?: string;
}

export function Field({ label, children, help, error, isRequired, aside, isButton = false, className }: FieldProps) {
  const labelId = useId();
  return (
    <Base.Root invalid={error !== undefined} className={cn("flex min-w-0 flex-col", className)}>
      <div className="mb-1 flex items-baseline justify-between gap-3">
        <Base.Label
          id={labelId}
          className="text-fg-secondary"
          nativeLabel={!isButton}
          {...(isButton ? { render: <div /> } : {})}
        >
          {isRequired ? (
            <span aria-hidden className="mr-1 text-danger">
              *
            </span>
          ) : null}
          {label}
        </Base.Label>
        {aside}
      </div>
      <LabelIdContext value={labelId}>{children}</LabelIdContext>
      {help === undefined ? null : (
        <Base.Description className="mt-1 text-fg-help" render={<div />}>
          {help}
        </Base.Description>
      )}
      <Base.Error match={error !== undefined} className="mt-1 text-danger-fg">
        {error}
      </Base.Error>
    </Base.Root>
  );
}

/** Label and description for a group of controls (radio buttons, check boxes). */
export function FieldGroup({
  label,
  children,
  help,
  error,
  isRequired,
  className,
}: Omit<FieldProps, "isButton" | "aside">) {
  return (
    <fieldset className={cn("min-w-0", className)}>
      <legend className="mb-1 text-fg-secondary">
        {isRequired ? (
          <span aria-hidden className="mr-1 text-danger">
            *
          </span>
        ) : null}
        {label}
      </legend>
      {children}
      {help === undefined ? null : <div className="mt-1 text-fg-help">{help}</div>}
      {error === undefined ? null : (
        <p role="alert" className="mt-1 text-danger-fg">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** How many characters of how many. */
export function Counter({ length, lengthMax }: { length: number; lengthMax: number }) {
  return (
    <span className={cn("tabular-nums text-fg-help", length > lengthMax && "text-danger-fg")}>
      {length}/{lengthMax}
    </span>
  );
}
