import { openConnection } from "./open-connection";
import type { MqttSessionOptions, SessionTiming } from "./session-options";

const endTimeoutMs = 3_000;

/** Ends a session at the broker by a clean start. Best effort and bounded: a broker that is away keeps it until it expires. */
export async function endBrokerSession(
  options: MqttSessionOptions,
  protocolVersion: 4 | 5,
  timing: SessionTiming,
): Promise<void> {
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), Math.min(endTimeoutMs, timing.openTimeoutMs));
  const nothing = { onPublish: () => undefined, onSkippedRetained: () => undefined, onSuspect: () => undefined };
  try {
    const { link } = await openConnection(
      {
        connection: options.connection,
        clientId: options.clientId,
        protocolVersion,
        isCleanStart: true,
        sessionExpirySeconds: 0,
        receiveMaximum: 1,
        timing,
        awaitingRelease: new Set(),
      },
      nothing,
      aborter.signal,
    );
    await link.disconnect(0);
  } catch {
    // The broker cannot be reached; the session expires by itself.
  } finally {
    clearTimeout(timer);
  }
}
