import type { AppExecutor } from "@/db/client";
import { listRulesOfTopics } from "@/db/queries/rules";
import type { Topic } from "@/lib/instances/schemas";
import type { ServiceContext } from "@/server/context";
import { requireTopic } from "@/server/services/shared/require";
import { toTopic } from "@/server/services/shared/views";

export function getTopic({ db }: ServiceContext, instanceId: string, name: string): Topic {
  return readTopic(db, instanceId, name);
}

export function readTopic(db: AppExecutor, instanceId: string, name: string): Topic {
  const row = requireTopic(db, instanceId, name);
  return toTopic(row, listRulesOfTopics(db, instanceId, [name]));
}
