import { z } from "zod";

export const OnlineClient = z.object({
  clientId: z.string(),
  clientAddress: z.string(),
  /** When its connection was accepted. */
  connectedAt: z.string(),
  /** MQTT protocol level: 3, 4 or 5. */
  protocolVersion: z.number().int(),
});
export type OnlineClient = z.infer<typeof OnlineClient>;

/** Clients of one group; the list of those connected now may be shorter than their count. */
export const OnlineGroup = z.object({
  groupId: z.string(),
  online: z.number().int(),
  /** Online ones and those whose session the broker keeps while they are away. */
  total: z.number().int(),
  clients: z.array(OnlineClient),
});
export type OnlineGroup = z.infer<typeof OnlineGroup>;

export const OnlineGroups = z.object({
  /** False for an external broker: it does not tell who is connected. */
  isKnown: z.boolean(),
  items: z.array(OnlineGroup),
});
export type OnlineGroups = z.infer<typeof OnlineGroups>;

const groupsMax = 100;

export const OnlineGroupsQuery = z.object({
  /** Separated by commas. */
  groupIds: z
    .string()
    .min(1, "Name at least one group.")
    .transform((text) => text.split(","))
    .pipe(z.array(z.string().min(1).max(64)).max(groupsMax, `Name at most ${groupsMax} groups.`)),
  /** So many clients of each group are listed; 0 counts only. */
  listed: z.coerce.number().int().min(0).max(500).default(0),
});
export type OnlineGroupsQuery = z.infer<typeof OnlineGroupsQuery>;
