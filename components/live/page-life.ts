import type { LiveHub } from "./live-hub";

/** A tab hidden for this long gives its stream up; the hole is filled from history when it comes back. */
export const hiddenCloseMs = 60_000;

/** Ties a hub to the life of the page: visibility, network, back/forward cache. */
export function followPageLife(hub: LiveHub, page: Document, view: Window): () => void {
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  const handleVisibility = (): void => {
    clearTimeout(hiddenTimer);
    if (page.hidden) {
      hiddenTimer = setTimeout(() => hub.stop({ kind: "paused" }), hiddenCloseMs);
    } else {
      hub.start();
    }
  };
  const handleOffline = (): void => hub.stop({ kind: "offline" });
  const handleOnline = (): void => {
    if (!page.hidden) {
      hub.start();
    }
  };
  const handleHide = (): void => hub.stop();
  page.addEventListener("visibilitychange", handleVisibility);
  view.addEventListener("offline", handleOffline);
  view.addEventListener("online", handleOnline);
  view.addEventListener("pagehide", handleHide);
  view.addEventListener("pageshow", handleOnline);
  return () => {
    clearTimeout(hiddenTimer);
    page.removeEventListener("visibilitychange", handleVisibility);
    view.removeEventListener("offline", handleOffline);
    view.removeEventListener("online", handleOnline);
    view.removeEventListener("pagehide", handleHide);
    view.removeEventListener("pageshow", handleOnline);
  };
}
