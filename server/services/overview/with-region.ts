import type { AppExecutor } from "@/db/client";
import { findGroup } from "@/db/queries/groups";
import { findMqttInstance } from "@/db/queries/mqtt-instances";
import { findRocketmqInstance } from "@/db/queries/rocketmq-instances";
import { findRule } from "@/db/queries/rules";
import { findTopic } from "@/db/queries/topics";
import { rocketmqInstanceOf } from "@/lib/audit/rocketmq-instance-of";
import type { AuditEvent } from "@/lib/audit/schemas";
import type { OverviewChange } from "@/lib/overview/schemas";
import type { ServiceContext } from "@/server/context";

/** With the region in which the thing can be opened, as long as there is such a thing. */
export function withRegion({ db }: ServiceContext, event: AuditEvent): OverviewChange {
  const regionId = isThere(db, event) ? regionOf(db, event) : undefined;
  return regionId === undefined ? event : { ...event, regionId };
}

function isThere(db: AppExecutor, { entityType, entityId, instanceId = "", action }: AuditEvent): boolean {
  switch (entityType) {
    case "topic":
      return findTopic(db, instanceId, entityId) !== undefined;
    case "group":
      return findGroup(db, instanceId, entityId) !== undefined;
    case "rule":
      return findRule(db, entityId)?.instanceId === instanceId;
    case "rocketmqTopic":
      // Only its cluster could tell; it is not asked for an overview.
      return !action.endsWith(".delete");
    default:
      return true;
  }
}

function regionOf(db: AppExecutor, event: AuditEvent): string | undefined {
  switch (event.entityType) {
    case "instance":
      return findMqttInstance(db, event.entityId)?.row.regionId;
    case "topic":
    case "group":
    case "rule":
      return findMqttInstance(db, event.instanceId ?? "")?.row.regionId;
    case "rocketmqInstance":
      return findRocketmqInstance(db, event.entityId)?.row.regionId;
    case "rocketmqTopic":
      return findRocketmqInstance(db, rocketmqInstanceOf(event))?.row.regionId;
    case "alertWebhook":
      return undefined;
  }
}
