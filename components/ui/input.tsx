"use client";

import { Input as Base } from "@base-ui/react/input";
import type { ComponentProps } from "react";
import { cn } from "@/lib/view/cn";
import { controlClassName } from "./control-styles";
import { useLabelId } from "./label-id";

export type InputProps = Omit<ComponentProps<typeof Base>, "className"> & {
  className?: string;
  isMono?: boolean;
  controlSize?: "s" | "m" | "l";
};

const heights = { s: "h-6", m: "h-8", l: "h-9 text-sm" };

export function Input({ className, isMono, controlSize = "m", ...props }: InputProps) {
  const labelId = useLabelId();
  return (
    <Base
      aria-labelledby={props["aria-label"] === undefined ? labelId : undefined}
      className={cn(controlClassName, heights[controlSize], isMono && "font-mono", className)}
      {...props}
    />
  );
}
