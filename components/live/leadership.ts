const lockName = "sluice-live-stream";

export interface Leadership {
  resign: () => void;
}

/**
 * Waits for the browser-wide lock and calls `onElected` when this tab holds it. Web Locks release it when the tab dies.
 * Without them (plain http on another host) every tab leads itself.
 */
export function campaign(locks: LockManager | undefined, onElected: () => void): Leadership {
  if (locks === undefined) {
    onElected();
    return { resign: () => undefined };
  }
  const controller = new AbortController();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  locks
    .request(lockName, { signal: controller.signal }, () => {
      if (!controller.signal.aborted) {
        onElected();
        return held;
      }
      return undefined;
    })
    .catch(() => undefined);
  return {
    resign() {
      controller.abort();
      release();
    },
  };
}
