/** Whether two flat sets of parameters say the same. */
export function isSameParams(left: object, right: object): boolean {
  const a = Object.entries(left);
  const b = new Map(Object.entries(right));
  return a.length === b.size && a.every(([key, value]) => b.get(key) === value);
}
