import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/view/cn";

export type MessageTone = "info" | "success" | "warning" | "error";

const tones = {
  info: { className: "bg-info-bg", Icon: Info, icon: "text-info" },
  success: { className: "bg-success-bg", Icon: CircleCheck, icon: "text-success" },
  warning: { className: "bg-warning-bg", Icon: TriangleAlert, icon: "text-warning-fg" },
  error: { className: "bg-danger-bg", Icon: CircleAlert, icon: "text-danger-fg" },
} as const;

export interface InlineMessageProps {
  tone?: MessageTone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Tinted message in the flow of the page; errors are announced at once, the others politely. */
export function InlineMessage({ tone = "info", title, children, action, className }: InlineMessageProps) {
  const { Icon, ...look } = tones[tone];
  return (
    <div
      role={tone === "error" ? "alert" : "status"}
      className={cn("flex items-start gap-2 rounded-xs p-3 text-fg", look.className, className)}
    >
      <Icon aria-hidden className={cn("mt-px size-4 shrink-0", look.icon)} />
      <div className="min-w-0 flex-1 break-words">
        {title === undefined ? null : <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
