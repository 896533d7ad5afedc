import type { ReactNode } from "react";
import { cn } from "@/lib/view/cn";
import { Spinner } from "./spinner";

export type StatusTone = "ok" | "warn" | "err" | "off" | "busy";

const tones: Record<Exclude<StatusTone, "busy">, string> = {
  ok: "bg-status-ok",
  warn: "bg-status-warn",
  err: "bg-status-err",
  off: "bg-status-off",
};

/** Dot and text, always both; a busy state spins instead. */
export function StatusDot({
  tone,
  children,
  className,
}: {
  tone: StatusTone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span className={cn("inline-flex items-center gap-2 whitespace-nowrap", className)}>
      {tone === "busy" ? (
        <Spinner className="size-3.5 text-link" />
      ) : (
        <span aria-hidden className={cn("size-2 shrink-0 rounded-full", tones[tone])} />
      )}
      {children}
    </span>
  );
}
