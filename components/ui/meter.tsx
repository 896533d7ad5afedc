import type { ReactNode } from "react";
import { cn } from "@/lib/view/cn";

export interface MeterProps {
  label: string;
  value: number;
  /** Undefined: there is no limit, so no bar. */
  max?: number | undefined;
  /** The numbers as text: "3 / 100". */
  valueText: string;
  aside?: ReactNode;
}

/** Used of available; turns amber from 80 % and red at the limit, and the numbers say it too. */
export function Meter({ label, value, max, valueText, aside }: MeterProps) {
  const share = max === undefined || max === 0 ? 0 : Math.min(1, value / max);
  const tone = share >= 1 ? "text-danger" : share >= 0.8 ? "text-warning" : "text-primary";
  return (
    <div className="min-w-0">
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="text-fg-secondary">{label}</span>
        <span className="tabular-nums">
          {valueText} {aside}
        </span>
      </div>
      {max === undefined ? null : (
        // An SVG, because its width is an attribute: the content security policy forbids inline styles.
        // biome-ignore lint/a11y/useSemanticElements: browsers let no style sheet draw a meter element alike
        <svg
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={max}
          aria-valuenow={value}
          aria-valuetext={valueText}
          className={cn("block h-1.5 w-full overflow-hidden rounded-full bg-bg-strong", tone)}
        >
          <rect width={`${share * 100}%`} height="100%" fill="currentColor" />
        </svg>
      )}
    </div>
  );
}
