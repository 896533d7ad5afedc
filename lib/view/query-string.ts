/** Query of a URL; empty values are left out. */
export function queryString(params: Record<string, string | number | undefined>): string {
  const filled = Object.entries(params).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(filled.map(([key, value]) => [key, String(value)])).toString();
}
