"use client";

import { useSyncExternalStore } from "react";

let isBetween = false;

function subscribe(onChange: () => void): () => void {
  const media = matchMedia("print");
  const handleBefore = () => {
    isBetween = true;
    onChange();
  };
  const handleAfter = () => {
    isBetween = false;
    onChange();
  };
  media.addEventListener("change", onChange);
  window.addEventListener("beforeprint", handleBefore);
  window.addEventListener("afterprint", handleAfter);
  return () => {
    media.removeEventListener("change", onChange);
    window.removeEventListener("beforeprint", handleBefore);
    window.removeEventListener("afterprint", handleAfter);
  };
}

/** True while the page is printed. Browsers lay out paper after `beforeprint`, some of them before the media query changes. */
export function useIsPrinting(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isBetween || matchMedia("print").matches,
    () => false,
  );
}
