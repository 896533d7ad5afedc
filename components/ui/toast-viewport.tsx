"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import type { ToastViewportProps } from "./toast";

type Tone = "success" | "error" | "info";

const toastManager = Base.createToastManager<{ undo?: () => void }>();

const shown = {
  /** `undo` takes back what was done, by the same way it was done. */
  success: (title: ReactNode, description?: ReactNode, undo?: () => void) =>
    add("success", { title, description, undo }),
  info: (title: ReactNode, description?: ReactNode) => add("info", { title, description }),
  error: (title: ReactNode, description?: ReactNode) => add("error", { title, description }),
};

interface ToastText {
  title: ReactNode;
  description?: ReactNode;
  undo?: (() => void) | undefined;
}

// Somebody who needs Undo has to read and to reach it first. The time stands still under the pointer and the focus.
const shownMs = { plain: 6_000, undoable: 12_000 } as const;

function add(type: Tone, { title, description, undo }: ToastText) {
  const isError = type === "error";
  toastManager.add({
    title,
    description,
    type,
    timeout: isError ? 0 : undo === undefined ? shownMs.plain : shownMs.undoable,
    priority: isError ? "high" : "low",
    ...(undo && { data: { undo } }),
  });
}

const icons: Record<string, ReactNode> = {
  success: <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />,
  error: <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />,
  info: <Info aria-hidden className="size-4 shrink-0 text-info" />,
};

function ToastList() {
  const t = useTranslations("common");
  const { toasts, close } = Base.useToastManager<{ undo?: () => void }>();
  return toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      className="rounded-sm border border-line bg-bg-popup shadow-3 transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-3 py-3 pr-2 pl-4">
        <span className="pt-1">{icons[item.type ?? "info"]}</span>
        <div className="min-w-0 flex-1 pt-0.5 break-words">
          <Base.Title className="text-sm text-fg" render={<p />} />
          <Base.Description className="mt-0.5 text-fg-secondary" render={<div />} />
        </div>
        {item.data?.undo === undefined ? null : (
          <Base.Action
            className="min-h-6 shrink-0 rounded-xs px-1 font-medium text-link hover:underline"
            onClick={() => {
              close(item.id);
              item.data?.undo?.();
            }}
          >
            {t("undo")}
          </Base.Action>
        )}
        <Base.Close
          aria-label={t("dismiss")}
          className="flex size-6 shrink-0 items-center justify-center rounded-xs text-fg-secondary hover:bg-bg-muted"
        >
          <X aria-hidden className="size-3.5" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}

export type Toasts = typeof shown;

/** Below the viewport, so that its effect runs when toasts are listened for. */
function Ready({ onReady }: ToastViewportProps) {
  useEffect(() => {
    onReady(shown);
    return () => onReady(undefined);
  }, [onReady]);
  return null;
}

export function ToastViewport({ onReady }: ToastViewportProps) {
  return (
    <>
      <Base.Provider toastManager={toastManager} limit={4}>
        <Base.Portal>
          <Base.Viewport
            data-print="hide"
            className="fixed top-[calc(var(--topbar-h)+0.75rem)] right-3 sm:top-auto sm:bottom-4 z-(--z-toast) flex w-[min(24rem,calc(100vw-1.5rem))] flex-col gap-2"
          >
            <ToastList />
          </Base.Viewport>
        </Base.Portal>
      </Base.Provider>
      <Ready onReady={onReady} />
    </>
  );
}
