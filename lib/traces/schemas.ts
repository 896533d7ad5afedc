import { z } from "zod";

/** What became of a message; `spooled` is on disk and goes on from there. */
export const messageOutcomes = ["delivered", "spooled", "deadLettered", "returned", "lost"] as const;
export const MessageOutcome = z.enum(messageOutcomes);
export type MessageOutcome = z.infer<typeof MessageOutcome>;

/** `close` follows every end of a connection; `disconnect` only where the device said so first. */
export const deviceActions = ["connect", "disconnect", "close"] as const;
export const DeviceAction = z.enum(deviceActions);
export type DeviceAction = z.infer<typeof DeviceAction>;

export const disconnectReasons = [
  "disconnect",
  "connectionLost",
  "keepAliveTimeout",
  "takenOver",
  "protocolError",
  "packetTooLarge",
  "tooSlow",
  "serverShutdown",
] as const;
export const DisconnectReason = z.enum(disconnectReasons);
export type DisconnectReason = z.infer<typeof DisconnectReason>;

const time = z.iso.datetime({ offset: true });
const limit = z.coerce.number().int().min(1).max(500).default(100);
/** As the answer before gave it in `nextCursor`. */
const cursor = z
  .string()
  .regex(/^\d{1,16}-\d{1,16}$/, "Send the nextCursor of the answer before.")
  .optional();

/** The original's limit: one question spans at most a day. */
export const traceRangeMsMax = 24 * 3_600_000;

export const ListMessageTracesQuery = z.object({
  /** The client's (UNIQ_KEY), or the one that the broker answered with. */
  messageId: z.string().max(128).optional(),
  /** A full MQTT topic, or one that ends in `/#` for everything below it. */
  topic: z.string().max(1_024).optional(),
  clientId: z.string().max(1_024).optional(),
  ruleId: z.string().max(64).optional(),
  outcome: MessageOutcome.optional(),
  /** An hour before `to`, unless given. */
  from: time.optional(),
  /** Now, unless given. */
  to: time.optional(),
  limit,
  cursor,
});
export type ListMessageTracesQuery = z.infer<typeof ListMessageTracesQuery>;

export const ListDeviceTracesQuery = z.object({
  clientId: z.string().max(1_024).optional(),
  action: DeviceAction.optional(),
  from: time.optional(),
  to: time.optional(),
  limit,
  cursor,
});
export type ListDeviceTracesQuery = z.infer<typeof ListDeviceTracesQuery>;

export const ListTraceClientsQuery = z.object({ q: z.string().max(1_024).default("") });
export type ListTraceClientsQuery = z.infer<typeof ListTraceClientsQuery>;

/** One sampled message on its way from MQTT to RocketMQ. No payload is kept. */
export const MessageTrace = z.object({
  messageId: z.string(),
  ruleId: z.string(),
  mqttTopic: z.string(),
  /** null where the source cannot know it: an external broker does not tell. */
  clientId: z.string().nullable(),
  qos: z.number().int(),
  payloadBytes: z.number().int(),
  /** Arrival of the MQTT packet. */
  receivedAt: z.string(),
  outcome: MessageOutcome,
  /** From arrival until the request that stored it began; null while it was not stored. */
  sentAfterMs: z.number().nullable(),
  /** From arrival until it was committed to the spool; null when it never was. */
  spooledAfterMs: z.number().nullable(),
  /** From arrival until RocketMQ's answer, or until the message left otherwise; null while it is spooled. */
  settledAfterMs: z.number().nullable(),
  /** Sends that failed before. */
  retries: z.number().int(),
  cause: z.string().nullable(),
  rocketmqInstanceId: z.string(),
  rocketmqTopic: z.string(),
  brokerName: z.string().nullable(),
  queueId: z.number().int().nullable(),
  queueOffset: z.number().int().nullable(),
  brokerMessageId: z.string().nullable(),
});
export type MessageTrace = z.infer<typeof MessageTrace>;

export const DeviceTrace = z.object({
  id: z.number().int(),
  time: z.string(),
  action: DeviceAction,
  clientId: z.string(),
  /** Unique for each connection. */
  channelId: z.string(),
  clientAddress: z.string(),
  /** MQTT protocol level: 3, 4 or 5. */
  protocolVersion: z.number().int(),
  /** null for a connect. */
  reason: DisconnectReason.nullable(),
});
export type DeviceTrace = z.infer<typeof DeviceTrace>;

/** How much of what happened in the minutes asked for was recorded. */
export const TraceSampling = z.object({
  seen: z.number().int(),
  recorded: z.number().int(),
  /** After a burst, at most so many a second: of each rule for messages, of the broker for devices. 0: switched off. */
  perSecondMax: z.number(),
  burst: z.number().int(),
  /** Older ones are removed. */
  keptDays: z.number(),
  /** Beyond so many the oldest are removed. */
  rowsMax: z.number().int(),
});
export type TraceSampling = z.infer<typeof TraceSampling>;

const page = { nextCursor: z.string().nullable(), sampling: TraceSampling };
export const MessageTracePage = z.object({ items: z.array(MessageTrace), ...page });
export type MessageTracePage = z.infer<typeof MessageTracePage>;

export const DeviceTracePage = z.object({
  items: z.array(DeviceTrace),
  ...page,
  /** False for an external broker: it does not tell when devices come and go. */
  isKnown: z.boolean(),
});
export type DeviceTracePage = z.infer<typeof DeviceTracePage>;
