import { deleteMqttInstance } from "@/db/queries/mqtt-instances";
import { listRules } from "@/db/queries/rules";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { announce, audit, commit } from "@/server/services/shared/commit";
import { inUse } from "@/server/services/shared/in-use";
import { requireInstance } from "@/server/services/shared/require";
import { toInstance } from "@/server/services/shared/views";

/** With its parent topics and groups. */
export function deleteInstance(context: ServiceContext, instanceId: string): void {
  commit(context, (tx) => {
    const before = requireInstance(tx, instanceId);
    const rules = listRules(tx, { instanceId }, "ruleId");
    if (rules.length > 0) {
      throw inUse(`${before.row.name} cannot be deleted`, rules, "Delete these rules first.");
    }
    if (before.row.broker === "embedded" && context.config.mqtt !== undefined) {
      throw new AppError(
        "IN_USE",
        "The embedded broker needs this instance. Take mqtt out of SLUICE_EMBEDDED and start again to delete it.",
      );
    }
    deleteMqttInstance(tx, instanceId);
    audit(tx, context, {
      action: "instance.delete",
      entityType: "instance",
      entityId: instanceId,
      instanceId,
      before: toInstance(before),
    });
  });
  announce(context);
}
