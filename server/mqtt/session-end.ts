import { openConnection } from "./open-connection";
import type { MqttSessionOptions, SessionTiming } from "./session-options";

const endTimeoutMs = 3_000;

/** Ends a session at the broker by a clean start. Bounded; false when the broker is away and keeps it until it expires. */
export async function endBrokerSession(
  options: Pick<MqttSessionOptions, "connection" | "clientId">,
  protocolVersion: 4 | 5,
  timing: SessionTiming,
): Promise<boolean> {
  if (await isEnded(options, protocolVersion, timing)) {
    return true;
  }
  // A broker that speaks 3.1.1 only was perhaps never asked before in this process.
  const mayBeOlder = protocolVersion === 5 && options.connection.protocolVersion !== 5;
  return mayBeOlder && (await isEnded(options, 4, timing));
}

const nothing = { onPublish: () => undefined, onSkippedRetained: () => undefined, onSuspect: () => undefined };

/** Rejects with a named failure when the broker cannot be reached or refuses. */
export async function startClean(
  { connection, clientId }: Pick<MqttSessionOptions, "connection" | "clientId">,
  protocolVersion: 4 | 5,
  timing: SessionTiming,
  signal: AbortSignal,
): Promise<void> {
  const { link } = await openConnection(
    {
      connection,
      clientId,
      protocolVersion,
      isCleanStart: true,
      sessionExpirySeconds: 0,
      receiveMaximum: 1,
      timing,
      awaitingRelease: new Set(),
    },
    nothing,
    signal,
  );
  await link.disconnect(0);
}

async function isEnded(
  options: Pick<MqttSessionOptions, "connection" | "clientId">,
  protocolVersion: 4 | 5,
  timing: SessionTiming,
): Promise<boolean> {
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), Math.min(endTimeoutMs, timing.openTimeoutMs));
  try {
    await startClean(options, protocolVersion, timing, aborter.signal);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
