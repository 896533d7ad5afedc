/** One figure of `GET /metrics`, the sum over its labels; undefined when it is not there. */
export function findFigure(text: string, name: string): number | undefined {
  const values = text
    .split("\n")
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .map((line) => Number(line.slice(line.lastIndexOf(" ") + 1)));
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

/** What Prometheus would read. */
export async function scrape(baseUrl: string): Promise<string> {
  const response = await fetch(`${baseUrl}/metrics`, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) {
    throw new Error(`GET /metrics answered ${response.status}`);
  }
  return await response.text();
}
