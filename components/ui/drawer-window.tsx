"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { cn } from "@/lib/view/cn";
import { DialogCloseButton } from "./dialog-close-button";
import type { DrawerProps } from "./drawer";
import { backdropClassName, type OverlayWidth } from "./overlay-styles";

const widths: Record<OverlayWidth, string> = {
  s: "sm:w-[30rem]",
  m: "sm:w-[35rem]",
  l: "sm:w-[50rem]",
  xl: "sm:w-[60rem]",
};

export function DrawerWindow(props: DrawerProps) {
  const { isOpen, onOpenChange, title, description, children, footer, width = "m" } = props;
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(open) => onOpenChange(open)}
      disablePointerDismissal={!(props.isDismissedByPressOutside ?? false)}
    >
      <Base.Portal>
        <Base.Backdrop className={backdropClassName} />
        <Base.Popup
          className={cn(
            "fixed inset-y-0 right-0 z-(--z-dialog) flex w-full flex-col border-l border-line bg-bg-popup shadow-3 outline-none transition-transform duration-200 data-ending-style:translate-x-full data-starting-style:translate-x-full",
            widths[width],
          )}
        >
          <header className="flex min-h-15 items-center justify-between gap-4 border-b border-line px-6 py-3">
            <Base.Title className="text-base font-medium break-words text-fg">{title}</Base.Title>
            <DialogCloseButton />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5">
            {description === undefined ? null : (
              <Base.Description className="mb-4 text-fg-secondary">{description}</Base.Description>
            )}
            {children}
          </div>
          {footer === undefined ? null : (
            <footer className="flex min-h-16 flex-wrap items-center gap-2 border-t border-line px-6 py-3">
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
