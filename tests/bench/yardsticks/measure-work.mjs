/** Runs `work` until it resolves and prints what it cost. `count` is how many messages it stores. */
export async function measureWork(count, work) {
  const startedAtMs = performance.now();
  const cpuBefore = process.cpuUsage();
  await work();
  const elapsedMs = performance.now() - startedAtMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  console.log(
    JSON.stringify({
      stored: count,
      elapsedMs,
      cpuSeconds: (user + system) / 1e6,
      residentBytes: process.memoryUsage.rss(),
    }),
  );
}
