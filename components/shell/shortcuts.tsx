"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";

const sequenceMs = 1_000;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export interface ShortcutHandlers {
  regionId: string;
  /** Single keys get in the way of speech input, so they can be switched off (WCAG 2.1.4). */
  areKeysOn: boolean;
  onShowShortcuts: () => void;
  onShowPalette: () => void;
}

/** `/`, `?`, `g i`, `g r` and Ctrl+K. The single-key ones are off while typing and while a dialog is open. */
export function useShortcuts({ regionId, areKeysOn, onShowShortcuts, onShowPalette }: ShortcutHandlers): void {
  const router = useRouter();
  useEffect(() => {
    let goPressedAtMs = 0;
    function handleKey(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onShowPalette();
        return;
      }
      if (!areKeysOn) {
        return;
      }
      // A toast is a dialog too, but one that does not stand in the way.
      const isOpenDialog = document.querySelector('[role="dialog"]:not([data-type]), [role="alertdialog"]') !== null;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isOpenDialog) {
        return;
      }
      const search = event.key === "/" ? document.querySelector<HTMLElement>("[data-search]") : null;
      if (search !== null) {
        event.preventDefault();
        search.focus();
      } else if (event.key === "?") {
        onShowShortcuts();
      } else if (event.key === "g") {
        goPressedAtMs = event.timeStamp;
      } else if (event.timeStamp - goPressedAtMs < sequenceMs && event.key === "i") {
        router.push(`/${regionId}/instances`);
      } else if (event.timeStamp - goPressedAtMs < sequenceMs && event.key === "r") {
        router.push(`/${regionId}/rocketmq-instances`);
      }
    }
    document.addEventListener("keydown", handleKey);
    return () => document.removeEventListener("keydown", handleKey);
  }, [regionId, areKeysOn, router, onShowShortcuts, onShowPalette]);
}

const shortcuts = [
  { id: "palette", keys: ["Ctrl", "K"] },
  { id: "search", keys: ["/"] },
  { id: "instances", keys: ["g", "i"] },
  { id: "rocketmq", keys: ["g", "r"] },
  { id: "list", keys: ["?"] },
] as const;

export interface ShortcutsDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  areKeysOn: boolean;
  onKeysChange: (areOn: boolean) => void;
}

export function ShortcutsDialog({ isOpen, onOpenChange, areKeysOn, onKeysChange }: ShortcutsDialogProps) {
  const t = useTranslations("shell");
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t("shortcuts.title")}>
      <dl className="space-y-2 pb-4">
        {shortcuts.map((shortcut) => (
          <div key={shortcut.id} className="flex items-center justify-between gap-4">
            <dt>{t(`shortcuts.${shortcut.id}`)}</dt>
            <dd className="flex gap-1">
              {shortcut.keys.map((key) => (
                <kbd key={key} className="rounded-xs border border-line-strong bg-bg-subtle px-2 py-0.5 font-mono">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="border-t border-line pt-3 pb-6">
        <Checkbox isChecked={areKeysOn} onCheckedChange={onKeysChange}>
          {t("shortcuts.on")}
        </Checkbox>
      </div>
    </Dialog>
  );
}
