import { insertTopic } from "@/db/queries/topics";
import type { CreateTopicInput, Topic } from "@/lib/instances/schemas";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { announce, audit, commit } from "@/server/services/shared/commit";
import { mapUnique } from "@/server/services/shared/constraints";
import { requireInstance } from "@/server/services/shared/require";
import { readTopic } from "./get";

export function createTopic(context: ServiceContext, instanceId: string, input: CreateTopicInput): Topic {
  const now = context.now();
  const write = () =>
    commit(context, (tx) => {
      const { row, topicCount } = requireInstance(tx, instanceId);
      insertTopic(tx, { instanceId, ...input, createdAt: now, updatedAt: now, version: 1 });
      if (topicCount >= row.topicQuota) {
        throw new AppError(
          "TOPIC_QUOTA_EXCEEDED",
          `${row.name} has ${topicCount} of ${row.topicQuota} parent topics. Delete one or raise topicQuota.`,
        );
      }
      const created = readTopic(tx, instanceId, input.name);
      audit(tx, context, {
        action: "topic.create",
        entityType: "topic",
        entityId: input.name,
        instanceId,
        after: created,
      });
      return created;
    });
  const created = mapUnique(write, () => topicExists(input.name));
  announce(context);
  return created;
}

function topicExists(name: string): AppError {
  const message = `The instance already has a parent topic ${name} (ignoring case).`;
  return new AppError("TOPIC_EXISTS", message, { errors: [{ field: "name", message }] });
}
