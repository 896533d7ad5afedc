"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

function leavingHref(event: MouseEvent): string | undefined {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!isPlain || event.defaultPrevented || !(link instanceof HTMLAnchorElement) || link.target === "_blank") {
    return undefined;
  }
  const isElsewhere = link.origin === location.origin && link.pathname !== location.pathname;
  return isElsewhere ? link.pathname + link.search + link.hash : undefined;
}

/** While dirty, asks before a link or the closing of the tab throws the entries away. Browser Back is covered by the draft. */
export function LeaveGuard({ isDirty, onLeave }: { isDirty: boolean; onLeave: () => void }) {
  const t = useTranslations("common");
  const router = useRouter();
  const [href, setHref] = useState<string>();
  useEffect(() => {
    if (!isDirty) {
      return;
    }
    const handleClick = (event: MouseEvent) => {
      const target = leavingHref(event);
      if (target !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        setHref(target);
      }
    };
    const handleUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    // Capture, so that it runs before the router's own handler.
    document.addEventListener("click", handleClick, true);
    window.addEventListener("beforeunload", handleUnload);
    return () => {
      document.removeEventListener("click", handleClick, true);
      window.removeEventListener("beforeunload", handleUnload);
    };
  }, [isDirty]);
  return (
    <ConfirmDialog
      isOpen={href !== undefined}
      onOpenChange={(isOpen) => {
        if (!isOpen) {
          setHref(undefined);
        }
      }}
      title={t("unsavedTitle")}
      actionLabel={t("discard")}
      onConfirm={() => {
        if (href !== undefined) {
          setHref(undefined);
          onLeave();
          router.push(href);
        }
      }}
    >
      {t("unsavedBody")}
    </ConfirmDialog>
  );
}
