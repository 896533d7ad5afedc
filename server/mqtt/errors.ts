import type { MqttFailure } from "./contracts";

/** What ended or prevented a connection, where the next attempt depends on it. */
export type ConnectionEndKind =
  | "refusedVersion"
  | "closedBeforeConnack"
  | "closedBeforeSuback"
  | "closedByPeer"
  | "takenOver"
  | "other";

/** An expected end of a connection; carries plain data for the rule's state. */
export class MqttConnectionError extends Error {
  readonly failure: MqttFailure;
  readonly kind: ConnectionEndKind;

  constructor(failure: MqttFailure, kind: ConnectionEndKind = "other", options: { cause?: unknown } = {}) {
    super(failure.message, options);
    this.name = "MqttConnectionError";
    this.failure = failure;
    this.kind = kind;
  }
}

/** The peer sent bytes that are no MQTT; the connection cannot go on. */
export class MalformedPacketError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "MalformedPacketError";
  }
}

export function unreachable(message: string, kind: ConnectionEndKind = "other", cause?: unknown): MqttConnectionError {
  return new MqttConnectionError({ code: "sourceUnreachable", message }, kind, { cause });
}

export function toConnectionError(error: unknown): MqttConnectionError {
  if (error instanceof MqttConnectionError) {
    return error;
  }
  if (error instanceof MalformedPacketError) {
    return unreachable(`The broker sent malformed MQTT: ${error.message}.`, "other", error);
  }
  return new MqttConnectionError(
    { code: "unknown", message: error instanceof Error ? error.message : "Unknown error." },
    "other",
    { cause: error },
  );
}
