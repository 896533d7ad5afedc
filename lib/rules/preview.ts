import { z } from "zod";
import { PublishInput } from "../instances/schemas";
import { RocketmqTopicName } from "../names";

const Destination = z.strictObject({
  rocketmqInstanceId: z.string().min(1, "Select a RocketMQ instance.").max(128),
  topic: RocketmqTopicName,
});

/** An MQTT message as a device might publish it, to see what a rule would make of it. Nothing is sent. */
export const PreviewMessageInput = PublishInput.extend({
  payload: z
    .string()
    .max(64 * 1024, "Send a sample of at most 64 KiB.")
    .default(""),
  clientId: z.string().max(1_024).optional(),
  cleanSession: z.boolean().optional(),
  contentType: z.string().max(1_024).optional(),
  /** Where the rule would send it; without it no queue is chosen. */
  destination: Destination.optional(),
});
export type PreviewMessageInput = z.infer<typeof PreviewMessageInput>;

/** What the mapping of the runtime makes of a message. */
export const MappedMessage = z.object({
  properties: z.array(
    z.object({
      name: z.string(),
      /** As it stands in the message. */
      value: z.string(),
      /** Percent-escaped, because RocketMQ cannot hold it as it is. */
      isEscaped: z.boolean(),
      /** Made anew for each message. */
      isExample: z.boolean(),
    }),
  ),
  propertiesBytes: z.number().int(),
  bodyBase64: z.string(),
  bodyBytes: z.number().int(),
  /** Of the sixteen lanes, the one that every message of this MQTT topic takes. */
  lane: z.number().int(),
  /** Why such a message would become a dead letter. */
  refusal: z.string().optional(),
});
export type MappedMessage = z.infer<typeof MappedMessage>;

export const PreviewedMessage = MappedMessage.extend({
  /** The RocketMQ topic. */
  topic: z.string().optional(),
  /** Where the lane is at home while every broker is well. */
  queue: z.object({ brokerName: z.string(), queueId: z.number().int(), queueCount: z.number().int() }).optional(),
  /** Why the queue is not known. */
  queueProblem: z.string().optional(),
});
export type PreviewedMessage = z.infer<typeof PreviewedMessage>;

export const PreflightInput = z.strictObject({
  source: z.strictObject({ topic: z.string().min(1).max(64) }),
  destination: Destination,
  /** Stores one message, marked `sluicePreflight`, in the destination. */
  sendTestMessage: z.boolean().default(false),
});
export type PreflightInput = z.infer<typeof PreflightInput>;

export const preflightSteps = ["source", "instance", "route", "permission", "size", "testMessage"] as const;
export type PreflightStep = (typeof preflightSteps)[number];

export const PreflightResult = z.object({
  ok: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(preflightSteps),
      outcome: z.enum(["ok", "failed", "unknown"]),
      detail: z.string(),
      durationMs: z.number(),
    }),
  ),
});
export type PreflightResult = z.infer<typeof PreflightResult>;
