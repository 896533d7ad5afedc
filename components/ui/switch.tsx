"use client";

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
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      onClick={() => {
        if (!isPending) {
          onToggle(!isOn);
        }
      }}
      disabled={isDisabled}
      aria-label={label}
      aria-busy={isPending ? true : undefined}
      className={cn(
        "relative inline-flex shrink-0 items-center rounded-full bg-switch-off p-0.5 transition-colors after:absolute after:-inset-1 aria-checked:bg-switch-on disabled:opacity-50",
        isSmall ? "h-4 w-7" : "h-6 w-11",
      )}
    >
      <span
        className={cn(
          "flex items-center justify-center rounded-full bg-knob text-on-brand transition-transform",
          isSmall ? "size-3" : "size-5",
          isOn && (isSmall ? "translate-x-3" : "translate-x-5"),
        )}
      >
        {isPending ? <Spinner className={isSmall ? "size-2.5" : "size-3.5"} /> : null}
      </span>
    </button>
  );
}
