import type { AppExecutor } from "@/db/client";
import { updateMqttInstance } from "@/db/queries/mqtt-instances";
import { listRules } from "@/db/queries/rules";
import type { MqttInstanceRow } from "@/db/schema/app/mqtt-instances";
import { kernelHasRules } from "@/lib/instances/kinds";
import type { Instance, UpdateInstanceInput } from "@/lib/instances/schemas";
import type { ServiceContext } from "@/server/context";
import { invalid } from "@/server/errors";
import { announce, audit, commit } from "@/server/services/shared/commit";
import { mapUnique } from "@/server/services/shared/constraints";
import { inUse, refuseOtherRegion } from "@/server/services/shared/in-use";
import { requireInstance } from "@/server/services/shared/require";
import { requireVersion } from "@/server/services/shared/version-check";
import { toInstance } from "@/server/services/shared/views";
import { withoutUndefined } from "@/server/services/shared/without-undefined";
import { endpointsOfUrl } from "./endpoints";
import { nameTaken } from "./errors";
import { mergeConnection } from "./merge-connection";

export function updateInstance(context: ServiceContext, instanceId: string, input: UpdateInstanceInput): Instance {
  const write = () =>
    commit(context, (tx) => {
      const before = requireInstance(tx, instanceId);
      requireVersion(input.version, before.row.version);
      refuseOtherRegion(before.row.regionId, input.regionId);
      refuseKernelWithoutRules(tx, before.row, input.kernelVersion);
      const changes = toChanges(before.row, input);
      updateMqttInstance(tx, instanceId, {
        ...changes,
        updatedAt: context.now(),
        version: before.row.version + 1,
      });
      const after = toInstance(requireInstance(tx, instanceId));
      audit(tx, context, {
        action: "instance.update",
        entityType: "instance",
        entityId: instanceId,
        instanceId,
        before: toInstance(before),
        after,
      });
      return after;
    });
  const updated = mapUnique(write, () =>
    nameTaken(input.name ?? "", requireInstance(context.db, instanceId).row.regionId),
  );
  announce(context);
  return updated;
}

function refuseKernelWithoutRules(tx: AppExecutor, row: MqttInstanceRow, kernelVersion: string | undefined): void {
  if (kernelVersion === undefined || kernelHasRules(kernelVersion)) {
    return;
  }
  const rules = listRules(tx, { instanceId: row.instanceId }, "ruleId");
  if (rules.length > 0) {
    throw inUse(`Kernel ${kernelVersion} has no rules`, rules, "Keep V3.x.x or delete them first.");
  }
}

function toChanges(row: MqttInstanceRow, input: UpdateInstanceInput): Partial<MqttInstanceRow> {
  const { connection: patch, version, regionId, ...fields } = input;
  const changes: Partial<MqttInstanceRow> = withoutUndefined(fields);
  if (patch !== undefined) {
    if (row.connection === null) {
      throw invalid("connection", "The embedded broker's connection follows the settings of the product.");
    }
    changes.connection = mergeConnection(row.connection, patch);
    changes.endpoints = endpointsOfUrl(changes.connection.url);
  }
  if (input.refuseUnknownTopics === true && row.broker === "external") {
    throw invalid("refuseUnknownTopics", "Only the embedded broker can refuse topics; set this up at your own broker.");
  }
  return changes;
}
