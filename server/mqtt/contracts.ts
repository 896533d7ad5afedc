import type { StateReasonCode } from "@/lib/rules/states";

/** Why a session is not connected, as plain data; `message` says what to do and never carries a secret. */
export interface MqttFailure {
  code: StateReasonCode;
  message: string;
}

export type MqttSessionState =
  | { status: "idle" }
  | { status: "connecting" }
  | { status: "connected"; protocolVersion: 4 | 5; grantedQos: 0 | 1 | 2 }
  | { status: "failing"; failure: MqttFailure }
  | { status: "closed" };

export interface PublishProperties {
  userProperties?: { key: string; value: string }[];
  messageExpiryIntervalSeconds?: number;
  contentType?: string;
  isPayloadUtf8?: boolean;
  responseTopic?: string;
  correlationData?: Buffer;
}

/**
 * One PUBLISH from the broker and, for QoS 1 and 2, the acknowledgement held for it: one object, because a fast session makes one for every message.
 * `confirm` releases the acknowledgement; acknowledgements are written in the order of arrival. After the connection closed (`isVoid`) it does nothing.
 */
export interface InboundPublish {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1 | 2;
  readonly clientId: string | undefined;
  readonly cleanSession: undefined;
  readonly mqtt5: PublishProperties | undefined;
  readonly isVoid: boolean;
  confirm(): void;
}

export interface MqttSessionEvents {
  onPublish(message: InboundPublish): void;
  onState(state: MqttSessionState): void;
  onSkippedRetained(): void;
  /** The broker no longer knows a session we had; `sinceMs` (epoch) is when we were last connected to it. */
  onSessionLost(sinceMs: number): void;
  /** The connection closed: what it delivered and was not confirmed is void. */
  onConnectionClosed(): void;
}
