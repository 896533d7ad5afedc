const cleanups: (() => unknown)[] = [];

/** For tests that run at the same time: Vitest cannot tell then which of them a hook belongs to. The last added runs first. */
export function addCleanup(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

/** In `afterAll`, before what the whole file shares is closed. */
export async function runCleanups(): Promise<void> {
  for (let cleanup = cleanups.pop(); cleanup !== undefined; cleanup = cleanups.pop()) {
    await cleanup();
  }
}
