import { rocketmqInstanceOf } from "@/lib/audit/rocketmq-instance-of";
import type { OverviewChange } from "@/lib/overview/schemas";
import { paths } from "@/lib/view/paths";
import { queryString } from "@/lib/view/query-string";

/** The page of what was changed; undefined when there is none any more. Webhooks are the same in every region. */
export function auditHref(event: OverviewChange, regionAt: string): string | undefined {
  const { entityType, entityId, instanceId = "", regionId } = event;
  if (entityType === "alertWebhook") {
    return event.action.endsWith(".delete") ? undefined : paths.alerts(regionAt);
  }
  if (regionId === undefined) {
    return undefined;
  }
  switch (entityType) {
    case "instance":
      return paths.instance(regionId, entityId);
    case "topic":
      return paths.topic(regionId, instanceId, entityId);
    case "group":
      return `${paths.groups(regionId, instanceId)}?${queryString({ q: entityId })}`;
    case "rule":
      return paths.rule(regionId, instanceId, entityId);
    case "rocketmqInstance":
      return paths.rocketmqInstance(regionId, entityId);
    case "rocketmqTopic":
      return paths.browse(regionId, rocketmqInstanceOf(event), entityId);
  }
}
