"use client";

import { ChevronDown } from "lucide-react";
import { cn } from "@/lib/view/cn";
import { selectClassName } from "./control-styles";
import { createLatePart } from "./late-part";
import { useLateTrigger } from "./late-trigger";
import type { SelectOption, SelectProps } from "./select";

export interface FilterSelectProps<Value extends string> {
  options: readonly SelectOption<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  className?: string;
  "aria-label": string;
}

// Every value is a string: the choice that comes back is one of the options that went in.
const lateSelect = createLatePart<SelectProps<string>>(async () => (await import("./select")).Select);

/** `Select` for toolbars and below tables: the page's first load carries its button only. */
export function FilterSelect<Value extends string>(props: FilterSelectProps<Value>) {
  const { options, value, onValueChange, className } = props;
  const { Part, resting } = useLateTrigger(
    lateSelect,
    <button
      type="button"
      role="combobox"
      aria-expanded={false}
      aria-label={props["aria-label"]}
      className={selectClassName(className)}
    >
      <span className={cn("truncate", value === "" && "text-fg-help")}>
        {options.find((option) => option.value === value)?.label}
      </span>
      <ChevronDown aria-hidden className="size-3.5 text-fg-help" />
    </button>,
    "listbox",
  );
  if (Part === undefined) {
    return resting;
  }
  return (
    <Part
      isOpenAtFirst
      aria-label={props["aria-label"]}
      options={options}
      value={value}
      // safe because the options carry these values only
      onValueChange={(next) => onValueChange(next as Value)}
      {...(className === undefined ? {} : { className })}
    />
  );
}
