import type { MqttConnection } from "@/lib/instances/schemas";
import type { BackoffOptions } from "./backoff";
import { defaultKeepAliveTiming, type KeepAliveTiming } from "./keep-alive";

export interface SessionTiming extends KeepAliveTiming {
  /** For TCP, TLS, CONNACK and SUBACK together. */
  openTimeoutMs: number;
  /** A connection that lived this long ends a series of failures. */
  stableMs: number;
  /** How long `close("end")` waits for confirmations of what was delivered. */
  drainTimeoutMs: number;
  retry: BackoffOptions;
  takenOverRetry: BackoffOptions;
}

export const defaultSessionTiming: SessionTiming = {
  ...defaultKeepAliveTiming,
  openTimeoutMs: 10_000,
  stableMs: 5_000,
  drainTimeoutMs: 10_000,
  retry: { firstMs: 250, maxMs: 10_000 },
  takenOverRetry: { firstMs: 5_000, maxMs: 60_000 },
};

export interface MqttSessionOptions {
  connection: MqttConnection;
  clientId: string;
  topicFilter: string;
  /** Messages the broker may have unacknowledged at a time (MQTT 5 Receive Maximum). */
  receiveMaximum?: number;
  /** When an earlier process was last connected to this session (epoch), if it was: a missing session is then reported as lost. */
  lastConnectedAtMs?: number | undefined;
  /** What the broker holds under this client ID is not to be had: it is thrown away there before anything else. */
  stale?: StaleSession | undefined;
  timing?: Partial<SessionTiming>;
}

export interface StaleSession {
  /** Called once the broker forgot it and before the new one begins; rejects when that cannot be noted, and all of it is done again. */
  onEnded(): Promise<void>;
}

export const receiveMaximumDefault = 8_192;
/** Thirty days: longer than any planned outage, short enough that brokers forget sessions nobody ends. */
export const sessionExpirySeconds = 30 * 24 * 3600;
