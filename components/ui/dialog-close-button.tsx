"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";

export function DialogCloseButton() {
  const t = useTranslations("common");
  return (
    <Dialog.Close
      aria-label={t("close")}
      className="flex size-8 shrink-0 items-center justify-center rounded-xs text-fg-secondary hover:bg-bg-muted"
    >
      <X aria-hidden className="size-4" />
    </Dialog.Close>
  );
}
