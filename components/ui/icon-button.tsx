"use client";

import type { ComponentProps, ReactElement } from "react";
import { cn } from "@/lib/view/cn";
import { Tooltip } from "./tooltip";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "children"> {
  /** The name for assistive technology and the tooltip. */
  label: string;
  icon: ReactElement;
  size?: "s" | "m";
}

export function IconButton({ label, icon, size = "m", className, type = "button", ...props }: IconButtonProps) {
  return (
    <Tooltip content={label}>
      <button
        type={type}
        aria-label={label}
        className={cn(
          "inline-flex shrink-0 items-center justify-center rounded-xs text-fg-secondary transition-colors hover:bg-bg-muted hover:text-fg disabled:text-fg-disabled disabled:hover:bg-transparent [&_svg]:size-4",
          size === "s" ? "size-6" : "size-8",
          className,
        )}
        {...props}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
