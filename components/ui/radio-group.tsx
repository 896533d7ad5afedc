"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup as Base } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";
import { cn } from "@/lib/view/cn";

export interface RadioOption<Value extends string> {
  value: Value;
  label: string;
  description?: ReactNode;
  /** Drawn above the label of a card. */
  picture?: ReactNode;
  isDisabled?: boolean;
}

export interface RadioGroupProps<Value extends string> {
  options: readonly RadioOption<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  "aria-label"?: string;
  "aria-labelledby"?: string;
  /** `card` draws boxes with a description, `inline` a row. */
  look?: "inline" | "card";
  isDisabled?: boolean;
}

function RadioDot({ value, isDisabled, labelId }: { value: string; isDisabled: boolean | undefined; labelId: string }) {
  return (
    <Radio.Root
      value={value}
      aria-labelledby={labelId}
      disabled={isDisabled ?? false}
      className="relative mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-control-line bg-bg after:absolute after:-inset-1 data-checked:border-primary data-disabled:border-line data-disabled:bg-bg-disabled"
    >
      <Radio.Indicator className="size-2 rounded-full bg-primary" />
    </Radio.Root>
  );
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { options, value, onValueChange, look = "inline", isDisabled = false } = props;
  const id = useId();
  const isCard = look === "card";
  return (
    <Base
      value={value}
      onValueChange={(next: Value) => onValueChange(next)}
      disabled={isDisabled}
      aria-label={props["aria-label"]}
      aria-labelledby={props["aria-labelledby"]}
      className={isCard ? "grid gap-3 sm:grid-cols-3" : "flex min-h-8 flex-wrap items-center gap-x-6 gap-y-2"}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the radio button is inside, drawn by RadioDot
        <label
          key={option.value}
          className={cn(
            "flex items-start gap-2",
            isCard &&
              "rounded-sm border border-control-line p-3 hover:bg-bg-subtle has-data-checked:border-primary has-data-checked:bg-bg-muted has-data-disabled:border-line has-data-disabled:bg-bg-disabled",
          )}
        >
          <RadioDot value={option.value} isDisabled={option.isDisabled} labelId={`${id}-${option.value}`} />
          <span className="min-w-0" id={`${id}-${option.value}`}>
            {option.picture}
            <span className={cn("block leading-5", isCard && "text-sm font-medium")}>{option.label}</span>
            {option.description === undefined ? null : (
              <span className="mt-0.5 block text-fg-help">{option.description}</span>
            )}
          </span>
        </label>
      ))}
    </Base>
  );
}
