import { z } from "zod";
import { ObservedSubtopic, type ObservedSubtopics } from "@/lib/instances/observed";
import type { ServiceContext } from "@/server/context";
import { requireInstance, requireTopic } from "@/server/services/shared/require";
import { callRuntime } from "@/server/services/shared/runtime-calls";

/** Subtopics seen under a parent topic since somebody began to ask. Of an external broker nothing is known: it is not listened to. */
export async function observeTopic(
  context: ServiceContext,
  instanceId: string,
  name: string,
): Promise<ObservedSubtopics> {
  requireTopic(context.db, instanceId, name);
  if (requireInstance(context.db, instanceId).row.broker !== "embedded") {
    return { items: [], isObserved: false };
  }
  const request = { method: "observeTopics", params: { instanceId, topic: name } } as const;
  return { items: await callRuntime(context, request, z.array(ObservedSubtopic)), isObserved: true };
}
