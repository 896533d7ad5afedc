const niceSteps = [1, 2, 2.5, 5, 10];

/** Next round number at or above the value: 1, 2, 2.5 or 5 times a power of ten. */
export function niceCeiling(value: number): number {
  if (!(value > 0)) {
    return 1;
  }
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const step = niceSteps.find((candidate) => candidate * magnitude >= value * (1 - 1e-9)) ?? 10;
  return step * magnitude;
}

/** Top of an axis that starts at zero. Grows at once; shrinks only when less than two fifths are used, so that the scale does not jitter each second. */
export function prepareAxisMax(
  before: number | undefined,
  columns: readonly (readonly (number | null)[])[],
  threshold = 0,
): number {
  let highest = threshold;
  for (const column of columns) {
    for (const value of column) {
      if (value !== null && value > highest) {
        highest = value;
      }
    }
  }
  const wanted = niceCeiling(highest * 1.05);
  if (before === undefined || wanted > before || highest < before * 0.4) {
    return wanted;
  }
  return before;
}
