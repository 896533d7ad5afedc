import { expect, it } from "vitest";
import { auditHref } from "@/components/audit/audit-href";
import type { OverviewChange } from "@/lib/overview/schemas";

function hrefOf(event: Partial<OverviewChange>): string | undefined {
  const base = { id: 1, at: "2026-11-23T09:00:00.000Z", actor: "operator", action: "rule.update" } as const;
  return auditHref({ ...base, entityType: "rule", entityId: "r", ...event }, "us-east-1");
}
const inMqtt = { instanceId: "mqtt-1", regionId: "cn-hangzhou" };
const mqtt = "/cn-hangzhou/instances/mqtt-1";

it("a change leads to what was changed, in the region where that is", () => {
  expect(hrefOf(inMqtt)).toBe(`${mqtt}/rules/r`);
  expect(hrefOf({ ...inMqtt, entityType: "topic", entityId: "t" })).toBe(`${mqtt}/topics/t`);
  expect(hrefOf({ ...inMqtt, entityType: "group", entityId: "GID_a" })).toBe(`${mqtt}/groups?q=GID_a`);
  expect(hrefOf({ regionId: "cn-hangzhou", entityType: "instance", entityId: "mqtt-1" })).toBe(mqtt);
  expect(hrefOf({ regionId: "cn-hangzhou", entityType: "rocketmqInstance", entityId: "rmq-1" })).toBe(
    "/cn-hangzhou/rocketmq-instances/rmq-1",
  );
  expect(hrefOf({ entityType: "alertWebhook", action: "alertWebhook.create" })).toBe("/us-east-1/alerts");
});

it("a test message leads to the cluster it was sent to, not to the MQTT instance it was sent for", () => {
  const event = {
    ...inMqtt,
    entityType: "rocketmqTopic",
    entityId: "t",
    after: { rocketmqInstanceId: "rmq-1" },
  } as const;
  expect(hrefOf(event)).toBe("/cn-hangzhou/rocketmq-instances/rmq-1?tab=messages&topic=t");
});

it("what is gone has no link", () => {
  expect(hrefOf({ instanceId: "mqtt-1" })).toBeUndefined();
  expect(hrefOf({ entityType: "alertWebhook", action: "alertWebhook.delete" })).toBeUndefined();
});
