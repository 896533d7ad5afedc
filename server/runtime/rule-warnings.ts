import { say } from "@/lib/said/say";
import type { ConnectorState, DeliveryWarning } from "./flow/contracts";

export interface WarningFacts {
  /** Epoch; undefined while no session was lost. */
  sessionLostSinceMs: number | undefined;
  /** How often each was seen. */
  deliveryWarnings: ReadonlyMap<DeliveryWarning, number>;
  connectors: readonly ConnectorState[];
  /** Addresses of brokers that could not be told yet that a session is over. */
  leftSessions: readonly string[];
}

/** What a person should know of a rule that runs; how it is connected is no warning. */
export function listWarnings({
  sessionLostSinceMs,
  deliveryWarnings,
  connectors,
  leftSessions,
}: WarningFacts): string[] {
  const isQuiet = sessionLostSinceMs === undefined && deliveryWarnings.size === 0 && leftSessions.length === 0;
  if (isQuiet && !connectors.some((state) => state.status === "connected" && state.warning !== undefined)) {
    return [];
  }
  const lost =
    sessionLostSinceMs === undefined ? [] : [say("sessionLost", { since: new Date(sessionLostSinceMs).toISOString() })];
  const lagging = [...deliveryWarnings].map(([name, count]) => say(name, { count }));
  const remarks = connectors.flatMap((state) =>
    state.status === "connected" && state.warning !== undefined ? [state.warning] : [],
  );
  const left = leftSessions.map((url) => say("sessionLeft", { url }));
  return [...lost, ...lagging, ...remarks, ...left];
}
