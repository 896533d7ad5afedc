import { toRocketmqTarget } from "@/db/queries/desired-rules";
import { listRulesOfRocketmqInstance } from "@/db/queries/rules";
import type { ServiceContext } from "@/server/context";
import { audit, commit } from "@/server/services/shared/commit";
import { inUse } from "@/server/services/shared/in-use";
import { requireRocketmqInstance } from "@/server/services/shared/require";
import { requireClusterTopic } from "./require-cluster-topic";

/** On the cluster itself, with its messages. */
export async function deleteRocketmqTopic(context: ServiceContext, instanceId: string, topic: string): Promise<void> {
  const { row } = requireRocketmqInstance(context.db, instanceId);
  const rules = listRulesOfRocketmqInstance(context.db, instanceId).filter((rule) => rule.rocketmqTopic === topic);
  if (rules.length > 0) {
    throw inUse(`Topic ${topic} cannot be deleted`, rules, "Delete these rules or change their topic first.");
  }
  const target = toRocketmqTarget(row);
  await requireClusterTopic(context, target, topic);
  await context.rocketmq.deleteTopic(target, topic);
  commit(context, (tx) =>
    audit(tx, context, { action: "rocketmqTopic.delete", entityType: "rocketmqTopic", entityId: topic, instanceId }),
  );
}
