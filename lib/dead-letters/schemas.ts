import { z } from "zod";
import { PageQuery } from "../pages";

export const ListDeadLettersQuery = PageQuery.pick({ page: true, pageSize: true });
export type ListDeadLettersQuery = z.infer<typeof ListDeadLettersQuery>;

/** A message that was positively rejected, with its cause. The body comes only with the single dead letter. */
export const DeadLetter = z.object({
  id: z.number().int(),
  ruleId: z.string(),
  mqttTopic: z.string(),
  qos: z.number().int().optional(),
  causeCode: z.string(),
  cause: z.string(),
  bodyBytes: z.number().int(),
  createdAt: z.string(),
  lastAttemptAt: z.string().optional(),
  redriveCount: z.number().int().optional(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetterDetail = DeadLetter.extend({
  bodyBase64: z.string(),
  isBodyTruncated: z.boolean(),
  properties: z.record(z.string(), z.string()),
});
export type DeadLetterDetail = z.infer<typeof DeadLetterDetail>;

const selection = {
  ids: z.array(z.number().int().min(1)).min(1, "Name at least one.").max(1_000).optional(),
  all: z.literal(true).optional(),
};
const oneOf = (value: { ids?: number[] | undefined; all?: true | undefined }) =>
  (value.ids === undefined) !== (value.all === undefined);
const oneOfMessage = { path: ["ids"], message: "Send either ids or all: true." };

export const RedriveDeadLettersInput = z
  .strictObject({ ...selection, ratePerSecond: z.number().int().min(1).max(100_000).default(100) })
  .refine(oneOf, oneOfMessage);
export type RedriveDeadLettersInput = z.infer<typeof RedriveDeadLettersInput>;

export const DiscardDeadLettersInput = z.strictObject(selection).refine(oneOf, oneOfMessage);
export type DiscardDeadLettersInput = z.infer<typeof DiscardDeadLettersInput>;

export const DeadLettersAction = z.object({ ruleId: z.string(), count: z.number().int() });
export type DeadLettersAction = z.infer<typeof DeadLettersAction>;
