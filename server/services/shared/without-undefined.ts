/** Forms send absent fields as undefined; as a change that would mean something else. */
export function withoutUndefined<T extends object>(value: T): Partial<T> {
  const entries: [string, unknown][] = Object.entries(value);
  // safe because only entries of the value itself are kept
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined)) as Partial<T>;
}
