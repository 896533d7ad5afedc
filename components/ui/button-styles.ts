import { cn } from "@/lib/view/cn";

export type ButtonVariant = "primary" | "normal" | "danger" | "text" | "ghost";
export type ButtonSize = "s" | "m" | "l";

const variants: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-primary text-on-primary hover:bg-primary-hover active:bg-primary-active",
  normal: "border-control-line bg-bg-card text-fg hover:bg-bg-subtle hover:border-fg-help active:bg-bg-muted",
  danger: "border-transparent bg-danger-button text-on-primary hover:bg-danger-button-hover",
  text: "border-transparent bg-transparent text-link hover:text-link-hover hover:underline min-w-0 px-0",
  ghost: "border-transparent bg-transparent text-fg hover:bg-bg-subtle active:bg-bg-muted min-w-0",
};

const sizes: Record<ButtonSize, string> = {
  s: "h-6 px-2 text-xs min-w-17",
  m: "h-8 px-4 text-xs min-w-19",
  l: "h-9 px-4 text-sm min-w-21",
};

/** Unavailable, by `disabled` or by `aria-disabled` (which stays focusable, so that its reason can be read). */
const unavailable =
  "disabled:border-line disabled:bg-bg-disabled disabled:text-fg-disabled aria-disabled:border-line aria-disabled:bg-bg-disabled aria-disabled:text-fg-disabled aria-disabled:no-underline";
const unavailableText =
  "disabled:bg-transparent disabled:border-transparent aria-disabled:bg-transparent aria-disabled:border-transparent";

export function buttonClassName(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return cn(
    "relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-xs border font-normal whitespace-nowrap transition-colors select-none",
    sizes[size],
    variants[variant],
    variant === "text" && "h-6",
    unavailable,
    (variant === "text" || variant === "ghost") && unavailableText,
    className,
  );
}
