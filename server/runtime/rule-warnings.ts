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
    sessionLostSinceMs === undefined
      ? []
      : [
          `The MQTT broker lost the session: messages since ${new Date(sessionLostSinceMs).toISOString()} may be missing.`,
        ];
  const lagging = [...deliveryWarnings].map(([name, count]) => `${name}: ${count}`);
  const remarks = connectors.flatMap((state) =>
    state.status === "connected" && state.warning !== undefined ? [state.warning] : [],
  );
  const left = leftSessions.map(
    (url) =>
      `The MQTT broker at ${url} still gathers messages in a session that is over; none of them is forwarded. It is told as soon as it can be reached.`,
  );
  return [...lost, ...lagging, ...remarks, ...left];
}
