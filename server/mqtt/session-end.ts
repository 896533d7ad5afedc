import { openConnection } from "./open-connection";
import type { MqttSessionOptions, SessionTiming } from "./session-options";

const endTimeoutMs = 3_000;

/** Ends a session at the broker by a clean start. Bounded; false when the broker is away and keeps it until it expires. */
export async function endBrokerSession(
  options: MqttSessionOptions,
  protocolVersion: 4 | 5,
  timing: SessionTiming,
): Promise<boolean> {
  if (await startClean(options, protocolVersion, timing)) {
    return true;
  }
  // A broker that speaks 3.1.1 only was perhaps never asked before in this process.
  const mayBeOlder = protocolVersion === 5 && options.connection.protocolVersion !== 5;
  return mayBeOlder && (await startClean(options, 4, timing));
}

async function startClean(
  options: MqttSessionOptions,
  protocolVersion: 4 | 5,
  timing: SessionTiming,
): Promise<boolean> {
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
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
