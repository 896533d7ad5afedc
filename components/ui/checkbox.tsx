"use client";

import { Checkbox as Base } from "@base-ui/react/checkbox";
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
      <Base.Root
        id={id}
        checked={isChecked}
        indeterminate={isIndeterminate}
        disabled={props.isDisabled ?? false}
        onCheckedChange={(checked) => onCheckedChange(checked)}
        aria-label={props["aria-label"]}
        className="relative flex size-4 shrink-0 items-center justify-center rounded-xs border border-control-line bg-bg text-on-primary after:absolute after:-inset-1 hover:border-primary data-checked:border-primary data-checked:bg-primary data-indeterminate:border-primary data-indeterminate:bg-primary data-disabled:border-line data-disabled:bg-bg-disabled data-disabled:text-fg-disabled"
      >
        <Base.Indicator className="flex [&_svg]:size-3">
          {isIndeterminate ? <Minus aria-hidden /> : <Check aria-hidden />}
        </Base.Indicator>
      </Base.Root>
      {children === undefined ? null : (
        <label htmlFor={id} className="text-fg">
          {children}
        </label>
      )}
    </span>
  );
}
