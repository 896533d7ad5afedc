/** Keeps both ends: identifiers differ at their ends more often than in the middle. */
export function middleTruncate(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) {
    return text;
  }
  const kept = Math.max(2, lengthMax - 1);
  const head = Math.ceil(kept / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (kept - head))}`;
}
