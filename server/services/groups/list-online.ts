import { z } from "zod";
import { OnlineGroup, type OnlineGroups, type OnlineGroupsQuery } from "@/lib/instances/online";
import type { ServiceContext } from "@/server/context";
import { requireInstance } from "@/server/services/shared/require";
import { callRuntime } from "@/server/services/shared/runtime-calls";

/** Who of these groups is connected to the embedded broker right now; a group nobody created is counted all the same. */
export async function listOnlineGroups(
  context: ServiceContext,
  instanceId: string,
  { groupIds, listed }: OnlineGroupsQuery,
): Promise<OnlineGroups> {
  if (requireInstance(context.db, instanceId).row.broker !== "embedded") {
    return { isKnown: false, items: [] };
  }
  const request = { method: "onlineGroups", params: { groupIds, listedMax: listed } } as const;
  return { isKnown: true, items: await callRuntime(context, request, z.array(OnlineGroup)) };
}
