import { z } from "zod";

export const Health = z.object({
  status: z.enum(["ok", "unavailable"]),
  version: z.string(),
  runtime: z.object({ state: z.enum(["up", "down"]), pid: z.number().int().optional() }),
  embedded: z.record(
    z.string(),
    z.object({ state: z.string(), detail: z.string().optional(), pid: z.number().int().optional() }),
  ),
});
export type Health = z.infer<typeof Health>;
