import type { RuleMetrics } from "@/lib/metrics/schemas";

type Figures = Pick<RuleMetrics, "rates" | "backlog" | "backlogBytes" | "backlogBytesMax">;

/** Milliseconds until the spool is full if messages go on to come and go as now; undefined while it does not grow. */
export function spoolFullInMs({ rates, backlog, backlogBytes, backlogBytesMax }: Figures): number | undefined {
  const perSecond = rates.receivedPerSecond - rates.deliveredPerSecond;
  if (backlogBytesMax === undefined || backlog === 0 || backlogBytes === 0 || perSecond <= 0) {
    return undefined;
  }
  const bytesPerSecond = perSecond * (backlogBytes / backlog);
  return (Math.max(0, backlogBytesMax - backlogBytes) / bytesPerSecond) * 1_000;
}
