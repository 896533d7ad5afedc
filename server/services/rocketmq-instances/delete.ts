import { deleteRocketmqInstance as deleteRow } from "@/db/queries/rocketmq-instances";
import { listRulesOfRocketmqInstance } from "@/db/queries/rules";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { audit, commit } from "@/server/services/shared/commit";
import { inUse } from "@/server/services/shared/in-use";
import { requireRocketmqInstance } from "@/server/services/shared/require";
import { toRocketmqInstance } from "@/server/services/shared/views";

/** Forgets the cluster; nothing on it changes. */
export function deleteRocketmqInstance(context: ServiceContext, instanceId: string): void {
  commit(context, (tx) => {
    const before = requireRocketmqInstance(tx, instanceId);
    const rules = listRulesOfRocketmqInstance(tx, instanceId);
    if (rules.length > 0) {
      throw inUse(`${before.row.name} cannot be deleted`, rules, "Delete these rules first.");
    }
    const { rocketmq, rocketmq5 } = context.config;
    const running = before.row.series === "4.0" ? rocketmq : rocketmq5;
    if (before.row.broker === "embedded" && running !== undefined) {
      throw new AppError(
        "IN_USE",
        "The embedded RocketMQ needs this instance. Take it out of SLUICE_EMBEDDED and start again to delete it.",
      );
    }
    deleteRow(tx, instanceId);
    audit(tx, context, {
      action: "rocketmqInstance.delete",
      entityType: "rocketmqInstance",
      entityId: instanceId,
      before: toRocketmqInstance(before),
    });
  });
  context.rocketmq.forget(instanceId);
}
