import type { ReactNode } from "react";
import { cn } from "@/lib/view/cn";

export type TagTone = "neutral" | "info" | "success" | "warning" | "danger";

const tones: Record<TagTone, string> = {
  neutral: "bg-bg-muted text-fg-secondary",
  info: "bg-info-bg text-link",
  success: "bg-success-bg text-success-fg",
  warning: "bg-warning-bg text-warning-fg",
  danger: "bg-danger-bg text-danger-fg",
};

export function Tag({
  children,
  tone = "neutral",
  className,
}: {
  children: ReactNode;
  tone?: TagTone;
  className?: string;
}) {
  return (
    <span
      className={cn(
        "inline-flex min-h-5 max-w-full items-center gap-1 rounded-xs px-2 text-xs leading-5 whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
