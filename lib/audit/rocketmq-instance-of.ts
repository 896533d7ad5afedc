import type { AuditEvent } from "./schemas";

/** Where a RocketMQ topic of an event is: a test message is sent for an MQTT instance and names the cluster beside it. */
export function rocketmqInstanceOf({ instanceId, after }: Pick<AuditEvent, "instanceId" | "after">): string {
  const named = after?.["rocketmqInstanceId"];
  return typeof named === "string" ? named : (instanceId ?? "");
}
