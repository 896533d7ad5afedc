"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode, RefObject } from "react";
import { cn } from "@/lib/view/cn";

export type OverlayWidth = "s" | "m" | "l" | "xl";

export const backdropClassName =
  "fixed inset-0 z-(--z-backdrop) bg-overlay transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

const widths: Record<OverlayWidth, string> = {
  s: "sm:w-[30rem]",
  m: "sm:w-[35rem]",
  l: "sm:w-[45rem]",
  xl: "sm:w-[60rem]",
};

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, left-aligned. */
  footer?: ReactNode;
  width?: OverlayWidth;
  initialFocus?: RefObject<HTMLElement | null>;
}

export function DialogCloseButton() {
  const t = useTranslations("common");
  return (
    <Base.Close
      aria-label={t("close")}
      className="flex size-8 shrink-0 items-center justify-center rounded-xs text-fg-secondary hover:bg-bg-muted"
    >
      <X aria-hidden className="size-4" />
    </Base.Close>
  );
}

/** Traps focus, closes on Escape, returns focus to the opener. */
export function Dialog(props: DialogProps) {
  const { isOpen, onOpenChange, title, description, children, footer, width = "s", initialFocus } = props;
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => onOpenChange(open)}>
      <Base.Portal>
        <Base.Backdrop className={backdropClassName} />
        <Base.Popup
          {...(initialFocus === undefined ? {} : { initialFocus })}
          className={cn(
            "fixed top-1/2 left-1/2 z-(--z-dialog) flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-sm border border-line bg-bg-popup shadow-3 outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0",
            widths[width],
          )}
        >
          <header className="flex items-start justify-between gap-4 px-6 pt-5 pb-3">
            <Base.Title className="text-base font-medium break-words text-fg">{title}</Base.Title>
            <DialogCloseButton />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-1">
            {description === undefined ? null : (
              <Base.Description className="mb-3 text-fg-secondary">{description}</Base.Description>
            )}
            {children}
          </div>
          {footer === undefined ? null : <footer className="flex flex-wrap gap-2 px-6 pt-4 pb-6">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
