"use client";

import { cn } from "@/lib/view/cn";

export interface SegmentedProps<Value extends string> {
  options: readonly { value: Value; label: string }[];
  value: Value;
  onValueChange: (value: Value) => void;
  label: string;
}

/** Capsule switch between views of the same thing. */
export function Segmented<Value extends string>({ options, value, onValueChange, label }: SegmentedProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend into a toolbar
    <div role="group" aria-label={label} className="inline-flex max-w-full flex-wrap">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onValueChange(option.value)}
          className={cn(
            "-ml-px h-8 border border-control-line bg-bg px-2 text-xs whitespace-nowrap sm:px-3 first:ml-0 first:rounded-l-xs last:rounded-r-xs focus-visible:z-1",
            option.value === value
              ? "relative z-1 border-primary bg-bg-muted font-medium text-link"
              : "text-fg-secondary hover:bg-bg-subtle",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
