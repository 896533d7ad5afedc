"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { DialogCloseButton } from "@/components/ui/dialog-close-button";
import { backdropClassName } from "@/components/ui/overlay-styles";
import { NavList } from "./nav-list";
import type { NavDrawerProps } from "./side-nav";

/** The navigation on small screens. */
export function NavDrawerWindow({ isOpen, onOpenChange, ...props }: NavDrawerProps) {
  const t = useTranslations("shell");
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => onOpenChange(open)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClassName} />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-(--z-dialog) w-70 max-w-[85vw] overflow-y-auto bg-bg-popup shadow-3 outline-none transition-transform duration-200 data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <div className="flex justify-end p-2">
            <DialogCloseButton />
          </div>
          <Dialog.Title className="sr-only">{t("navigation")}</Dialog.Title>
          <nav aria-label={t("navigation")}>
            <NavList {...props} onNavigate={() => onOpenChange(false)} />
          </nav>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
