import { insertMqttInstance } from "@/db/queries/mqtt-instances";
import type { CreateInstanceInput, Instance } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import type { ServiceContext } from "@/server/context";
import { audit, commit } from "@/server/services/shared/commit";
import { mapUnique } from "@/server/services/shared/constraints";
import { newMqttInstanceId } from "@/server/services/shared/ids";
import { requireInstance } from "@/server/services/shared/require";
import { toInstance } from "@/server/services/shared/views";
import { endpointsOfUrl } from "./endpoints";
import { nameTaken } from "./errors";

/** Registers an external broker. It need not be reachable yet: the connection test is a call of its own. */
export function createInstance(context: ServiceContext, input: CreateInstanceInput): Instance {
  const instanceId = newMqttInstanceId();
  const now = context.now();
  const write = () =>
    commit(context, (tx) => {
      insertMqttInstance(tx, {
        instanceId,
        ...input,
        status: "InService",
        broker: "external",
        endpoints: endpointsOfUrl(input.connection.url),
        refuseUnknownTopics: false,
        ruleQuota: limits.rulesPerInstance,
        topicQuota: limits.topicsPerInstance,
        createdAt: now,
        updatedAt: now,
        version: 1,
      });
      const created = toInstance(requireInstance(tx, instanceId));
      audit(tx, context, {
        action: "instance.create",
        entityType: "instance",
        entityId: instanceId,
        instanceId,
        after: created,
      });
      return created;
    });
  return mapUnique(write, () => nameTaken(input.name, input.regionId));
}
