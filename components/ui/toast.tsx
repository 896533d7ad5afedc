"use client";

import { useEffect } from "react";
import { createLatePart, useLatePart } from "./late-part";
import type { Toasts } from "./toast-viewport";

export interface ToastViewportProps {
  /** With what shows toasts, or undefined when the viewport goes. */
  onReady: (toasts: Toasts | undefined) => void;
}

const lateViewport = createLatePart<ToastViewportProps>(async () => (await import("./toast-viewport")).ToastViewport);

let mount: (() => void) | undefined;
let toasts: Toasts | undefined;
let waiting: ((toasts: Toasts) => void)[] = [];

function handleReady(ready: Toasts | undefined): void {
  toasts = ready;
  if (ready === undefined) {
    return;
  }
  for (const speak of waiting) {
    speak(ready);
  }
  waiting = [];
}

function withToasts(speak: (toasts: Toasts) => void): void {
  if (toasts === undefined) {
    waiting.push(speak);
    mount?.();
  } else {
    speak(toasts);
  }
}

/** Shows a message that goes away by itself; errors stay until dismissed. Callable from anywhere in the browser. */
export const toast = {
  success: (...words: Parameters<Toasts["success"]>) => withToasts((ready) => ready.success(...words)),
  info: (...words: Parameters<Toasts["info"]>) => withToasts((ready) => ready.info(...words)),
  error: (...words: Parameters<Toasts["error"]>) => withToasts((ready) => ready.error(...words)),
};

/** Where toasts appear; their code comes with the first one. */
export function ToastHost() {
  const { Part, show } = useLatePart(lateViewport);
  useEffect(() => {
    mount = show;
    if (waiting.length > 0) {
      show();
    }
    return () => {
      mount = undefined;
    };
  });
  return Part === undefined ? null : <Part onReady={handleReady} />;
}
