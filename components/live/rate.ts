/** A sample later than this many steps after its forerunner leaves a gap: nobody knows what happened between. */
export const gapSteps = 3.5;

/** Per-second rate between two totals; null across a gap and when the total went back (a restart of the counter). */
export function rateBetween(
  before: { tMs: number; total: number } | undefined,
  after: { tMs: number; total: number },
  stepMs: number,
): number | null {
  if (before === undefined) {
    return null;
  }
  const elapsedMs = after.tMs - before.tMs;
  const difference = after.total - before.total;
  if (elapsedMs <= 0 || elapsedMs > stepMs * gapSteps || difference < 0) {
    return null;
  }
  return (difference * 1_000) / elapsedMs;
}
