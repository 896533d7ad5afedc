"use client";

import { NumberField as Base } from "@base-ui/react/number-field";
import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/view/cn";
import { useLabelId } from "./label-id";

export interface NumberFieldProps {
  value: number | null;
  onValueChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  isDisabled?: boolean;
  className?: string;
  "aria-label"?: string;
}

const stepClassName =
  "flex h-full w-8 items-center justify-center text-fg-secondary hover:bg-bg-subtle disabled:text-fg-disabled [&_svg]:size-3.5";

export function NumberField({ isDisabled = false, className, "aria-label": label, ...props }: NumberFieldProps) {
  const t = useTranslations("common");
  const labelId = useLabelId();
  return (
    <Base.Root disabled={isDisabled} {...props}>
      <Base.Group
        className={cn(
          "flex h-8 w-40 items-center overflow-hidden rounded-xs border border-control-line bg-bg focus-within:border-primary focus-within:outline-2 focus-within:outline-focus data-disabled:border-line data-disabled:bg-bg-disabled data-invalid:border-danger",
          className,
        )}
      >
        <Base.Decrement aria-label={t("decrease")} className={cn(stepClassName, "border-r border-line")}>
          <Minus aria-hidden />
        </Base.Decrement>
        <Base.Input
          aria-label={label}
          aria-labelledby={label === undefined ? labelId : undefined}
          className="h-full w-full min-w-0 bg-transparent px-2 text-center text-xs tabular-nums outline-none"
        />
        <Base.Increment aria-label={t("increase")} className={cn(stepClassName, "border-l border-line")}>
          <Plus aria-hidden />
        </Base.Increment>
      </Base.Group>
    </Base.Root>
  );
}
