"use client";

import { Field } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { cn } from "@/lib/view/cn";
import { controlClassName } from "./control-styles";
import { useLabelId } from "./label-id";

export type TextareaProps = ComponentProps<"textarea"> & { isMono?: boolean };

export function Textarea({ className, isMono, rows = 3, ...props }: TextareaProps) {
  const labelId = useLabelId();
  return (
    <Field.Control
      aria-labelledby={props["aria-label"] === undefined ? labelId : undefined}
      render={
        <textarea
          rows={rows}
          className={cn(controlClassName, "min-h-16 py-1.5 leading-5", isMono && "font-mono", className)}
          {...props}
        />
      }
    />
  );
}
