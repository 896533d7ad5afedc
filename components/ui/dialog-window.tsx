"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { cn } from "@/lib/view/cn";
import type { DialogProps } from "./dialog";
import { DialogCloseButton } from "./dialog-close-button";
import { backdropClassName, type DialogWidth } from "./overlay-styles";

const widths: Record<DialogWidth, string> = {
  s: "sm:w-[30rem]",
  m: "sm:w-[35rem]",
  l: "sm:w-[45rem]",
  xl: "sm:w-[60rem]",
  full: "h-[calc(100dvh-2rem)]",
};

export function DialogWindow(props: DialogProps) {
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
