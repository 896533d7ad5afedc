"use client";

import { Switch as Base } from "@base-ui/react/switch";
import { cn } from "@/lib/view/cn";
import { Spinner } from "./spinner";

export interface SwitchProps {
  isOn: boolean;
  onToggle: (isOn: boolean) => void;
  /** What is switched: the accessible name. */
  label: string;
  isPending?: boolean;
  isDisabled?: boolean;
  size?: "s" | "m";
}

export function Switch({ isOn, onToggle, label, isPending = false, isDisabled = false, size = "m" }: SwitchProps) {
  const isSmall = size === "s";
  return (
    <Base.Root
      checked={isOn}
      onCheckedChange={(checked) => {
        if (!isPending) {
          onToggle(checked);
        }
      }}
      disabled={isDisabled}
      aria-label={label}
      aria-busy={isPending ? true : undefined}
      className={cn(
        "relative inline-flex shrink-0 items-center rounded-full bg-switch-off p-0.5 transition-colors after:absolute after:-inset-1 data-checked:bg-switch-on data-disabled:opacity-50",
        isSmall ? "h-4 w-7" : "h-6 w-11",
      )}
    >
      <Base.Thumb
        className={cn(
          "flex items-center justify-center rounded-full bg-knob text-on-brand transition-transform",
          isSmall ? "size-3 data-checked:translate-x-3" : "size-5 data-checked:translate-x-5",
        )}
      >
        {isPending ? <Spinner className={isSmall ? "size-2.5" : "size-3.5"} /> : null}
      </Base.Thumb>
    </Base.Root>
  );
}
