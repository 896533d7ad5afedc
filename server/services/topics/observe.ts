import { z } from "zod";
import { ObservedSubtopic, type ObservedSubtopics } from "@/lib/instances/observed";
import type { ServiceContext } from "@/server/context";
import { requireInstance, requireTopic } from "@/server/services/shared/require";
import { callRuntime } from "@/server/services/shared/runtime-calls";

/** Subtopics seen under a parent topic since somebody began to ask: by the embedded broker itself, or by a subscriber of an external one. */
export async function observeTopic(
  context: ServiceContext,
  instanceId: string,
  name: string,
): Promise<ObservedSubtopics> {
  requireTopic(context.db, instanceId, name);
  const { row } = requireInstance(context.db, instanceId);
  if (row.connection !== null) {
    // Changed settings open a connection of their own.
    return { broker: "external", ...context.mqtt.observe(`${instanceId}@${row.version}`, row.connection, name) };
  }
  const request = { method: "observeTopics", params: { instanceId, topic: name } } as const;
  const items = await callRuntime(context, request, z.array(ObservedSubtopic));
  return { broker: "embedded", items, isObserved: true };
}
