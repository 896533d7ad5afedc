/** Time of the last bucket if it ends after `nowMs`. Its figure is of an unfinished bucket and must be marked. */
export function preparePartial(tMs: readonly number[], stepMs: number, nowMs: number): number | null {
  const last = tMs.at(-1);
  return last !== undefined && last + stepMs > nowMs && last <= nowMs && stepMs >= 10_000 ? last : null;
}
