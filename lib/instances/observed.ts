import { z } from "zod";

/** What was published under a parent topic while somebody looked. */
export const ObservedSubtopic = z.object({
  topic: z.string(),
  ratePerSecond: z.number(),
  lastSeenMs: z.number(),
  samplePayloadBase64: z.string(),
  payloadBytes: z.number(),
  qos: z.number(),
  clientId: z.string().optional(),
});
export type ObservedSubtopic = z.infer<typeof ObservedSubtopic>;

export const ObservedSubtopics = z.object({
  items: z.array(ObservedSubtopic),
  /** `external`: by a QoS 0 subscription of its own, for as long as somebody asks. */
  broker: z.enum(["embedded", "external"]),
  /** False while too many topics are looked at. */
  isObserved: z.boolean(),
  /** Why nothing more is seen: the broker could not be reached, or refused. */
  problem: z.string().optional(),
});
export type ObservedSubtopics = z.infer<typeof ObservedSubtopics>;
