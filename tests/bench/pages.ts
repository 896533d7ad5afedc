export interface PagesResult {
  requests: number;
  failures: number;
  p50Ms: number;
  p95Ms: number;
}

/** Loads the console's pages one after another for as long as `work` runs: how the console feels under full load. */
export async function measurePagesDuring(
  baseUrl: string,
  paths: readonly string[],
  work: () => Promise<unknown>,
): Promise<PagesResult> {
  const timesMs: number[] = [];
  let failures = 0;
  let isOver = false;
  const load = async () => {
    for (let turn = 0; !isOver; turn++) {
      const startedAtMs = performance.now();
      const isOk = await fetch(`${baseUrl}${paths[turn % paths.length]}`)
        .then(async (response) => (await response.arrayBuffer()).byteLength > 0 && response.ok)
        .catch(() => false);
      timesMs.push(performance.now() - startedAtMs);
      failures += isOk ? 0 : 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const loading = load();
  try {
    await work();
  } finally {
    isOver = true;
    await loading;
  }
  timesMs.sort((a, b) => a - b);
  const at = (part: number) => timesMs[Math.min(timesMs.length - 1, Math.floor(timesMs.length * part))] ?? 0;
  return { requests: timesMs.length, failures, p50Ms: at(0.5), p95Ms: at(0.95) };
}
