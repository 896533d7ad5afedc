"use client";

import { Check, Minus } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "@/lib/view/cn";

export interface CheckboxProps {
  isChecked: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  children?: ReactNode;
  /** Needed when there is no visible label. */
  "aria-label"?: string;
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  className?: string;
}

export function Checkbox({ isChecked, onCheckedChange, children, isIndeterminate = false, ...props }: CheckboxProps) {
  const id = useId();
  return (
    <span className={cn("inline-flex min-h-6 items-center gap-2", props.className)}>
      {/* biome-ignore lint/a11y/useSemanticElements: a native one cannot show the mixed state as the design has it */}
      <button
        id={id}
        type="button"
        role="checkbox"
        aria-checked={isIndeterminate ? "mixed" : isChecked}
        disabled={props.isDisabled ?? false}
        onClick={() => onCheckedChange(!isChecked)}
        aria-label={props["aria-label"]}
        className="relative flex size-4 shrink-0 items-center justify-center rounded-xs border border-control-line bg-bg text-on-primary after:absolute after:-inset-1 hover:border-primary aria-checked:border-primary aria-checked:bg-primary aria-[checked=mixed]:border-primary aria-[checked=mixed]:bg-primary disabled:border-line disabled:bg-bg-disabled disabled:text-fg-disabled"
      >
        {isIndeterminate ? <Minus aria-hidden className="size-3" /> : null}
        {isChecked && !isIndeterminate ? <Check aria-hidden className="size-3" /> : null}
      </button>
      {children === undefined ? null : (
        <label htmlFor={id} className="text-fg">
          {children}
        </label>
      )}
    </span>
  );
}
