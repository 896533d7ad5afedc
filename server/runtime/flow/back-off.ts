const firstDelayMs = 50;
const delayMsMax = 5_000;

/** Doubles from 50 ms to 5 s; the upper half is random so that lanes and rules do not knock together. */
export function backOffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(delayMsMax, firstDelayMs * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + random() * (ceiling / 2);
}
