const baseMs = 1_000;
const maxMs = 30_000;

/** After this many failures in a row numbers come by polling. */
export const failuresBeforePolling = 3;

/** Exponential with full jitter above one half, so that browsers do not return in step after a restart. */
export function retryDelayMs(failures: number, random: () => number, serverRetryMs = 0): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.max(0, failures - 1));
  return Math.max(serverRetryMs, Math.round(ceiling * (0.5 + random() / 2)));
}
