import { limits } from "@/lib/limits";
import type { MqttBrokerLimits } from "./contracts";

/** Topic, properties and header beside the payload: each at most 64 KiB. */
const packetOverheadBytes = 128 * 1024;

export const defaultBrokerLimits: MqttBrokerLimits = {
  packetBytesMax: limits.rocketmqMessageBytesMax + packetOverheadBytes,
  connectionsMax: 10_000,
  connectTimeoutMs: 10_000,
  drainTimeoutMs: 5_000,
  sessionExpirySecondsMax: 3 * 24 * 3600,
  sessionsMax: 10_000,
  queuedMessagesPerSessionMax: 10_000,
  queuedMessagesMax: 1_000_000,
  subscriptionsPerClientMax: 1_000,
  retainedMessagesMax: 10_000,
  parkedBytesMax: 64 * 1024 * 1024,
};

/** Messages that may be routed to local subscribers at a time; far above what the sockets' own back-pressure lets in. */
export const routedMessagesMax = 10_000;
/** Packets a client may send before its CONNACK: what one read of a socket holds. */
export const earlyPacketsMax = 16_384;
export const topicAliasesMax = 256;
export const clientIdLengthMax = 1_024;
