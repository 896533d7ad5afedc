import type { NameCheck } from "./use-name-check";

export interface NameCheckStatusProps {
  check: NameCheck;
  checking: string;
  free: string;
}

/** Under a name being typed, said aloud too. That it is taken is the field's own error. */
export function NameCheckStatus({ check, checking, free }: NameCheckStatusProps) {
  return (
    <p role="status" className="-mt-3 min-h-4.5 text-fg-help empty:hidden">
      {check.kind === "checking" ? checking : null}
      {check.kind === "free" ? <span className="text-success-fg">{free}</span> : null}
    </p>
  );
}
