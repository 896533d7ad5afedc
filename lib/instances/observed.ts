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
  /** False where nobody can tell: an external broker is not listened to before a rule exists. */
  isObserved: z.boolean(),
});
export type ObservedSubtopics = z.infer<typeof ObservedSubtopics>;
