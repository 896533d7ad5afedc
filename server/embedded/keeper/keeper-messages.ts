import { z } from "zod";

const keeperStates = ["starting", "running", "restarting", "unhealthy", "failed"] as const;

/** What a keeper tells the console about its server, on every change. */
export const KeeperMessage = z.object({
  type: z.literal("keeper"),
  state: z.enum(keeperStates),
  pid: z.number().optional(),
  detail: z.string().optional(),
});
export type KeeperMessage = z.infer<typeof KeeperMessage>;

/** What a keeper is to keep; its one argument, as JSON. */
export const KeeperSpec = z.object({
  part: z.enum(["namesrv", "broker"]),
  java: z.string(),
  logDir: z.string(),
  server: z.object({
    version: z.enum(["4.9.7", "5.5.0"]),
    dir: z.string(),
    cacheDir: z.string(),
    namesrvPort: z.number(),
    brokerPort: z.number(),
    grpcPort: z.number(),
    storeBytesMax: z.number(),
  }),
});
export type KeeperSpec = z.infer<typeof KeeperSpec>;
