import { listRulesOfTopics } from "@/db/queries/rules";
import * as topics from "@/db/queries/topics";
import type { ServiceContext } from "@/server/context";
import { announce, audit, commit } from "@/server/services/shared/commit";
import { inUse } from "@/server/services/shared/in-use";
import { readTopic } from "./get";

export function deleteTopic(context: ServiceContext, instanceId: string, name: string): void {
  commit(context, (tx) => {
    const before = readTopic(tx, instanceId, name);
    const rules = listRulesOfTopics(tx, instanceId, [name]);
    if (rules.length > 0) {
      throw inUse(`Parent topic ${name} cannot be deleted`, rules, "Delete these rules or change their topic first.");
    }
    topics.deleteTopic(tx, instanceId, name);
    audit(tx, context, { action: "topic.delete", entityType: "topic", entityId: name, instanceId, before });
  });
  announce(context);
}
