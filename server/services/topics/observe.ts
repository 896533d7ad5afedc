import { z } from "zod";
import type { ServiceContext } from "@/server/context";
import { ObservedSubtopic } from "@/server/protocol/messages";
import { requireTopic } from "@/server/services/shared/require";
import { callRuntime } from "@/server/services/shared/runtime-calls";

/** Subtopics seen under a parent topic in the last minutes; the embedded broker's only. */
export async function observeTopic(context: ServiceContext, instanceId: string, name: string) {
  requireTopic(context.db, instanceId, name);
  const request = { method: "observeTopics", params: { instanceId, topic: name } } as const;
  return { items: await callRuntime(context, request, z.array(ObservedSubtopic)) };
}
