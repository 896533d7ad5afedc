import * as topics from "@/db/queries/topics";
import type { Topic, UpdateTopicInput } from "@/lib/instances/schemas";
import type { ServiceContext } from "@/server/context";
import { audit, commit } from "@/server/services/shared/commit";
import { requireVersion } from "@/server/services/shared/version-check";
import { readTopic } from "./get";

export function updateTopic(context: ServiceContext, instanceId: string, name: string, input: UpdateTopicInput): Topic {
  return commit(context, (tx) => {
    const before = readTopic(tx, instanceId, name);
    requireVersion(input.version, before.version);
    topics.updateTopic(tx, instanceId, name, {
      description: input.description,
      updatedAt: context.now(),
      version: before.version + 1,
    });
    const after = readTopic(tx, instanceId, name);
    audit(tx, context, { action: "topic.update", entityType: "topic", entityId: name, instanceId, before, after });
    return after;
  });
}
