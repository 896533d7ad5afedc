import type { AppExecutor } from "@/db/client";
import { findEmbeddedMqttInstance, insertMqttInstance, updateMqttInstance } from "@/db/queries/mqtt-instances";
import {
  findEmbeddedRocketmqInstance,
  insertRocketmqInstance,
  updateRocketmqInstance,
} from "@/db/queries/rocketmq-instances";
import { limits } from "@/lib/limits";
import { defaultRegionId } from "@/lib/regions";
import type { RocketmqEndpoint, RocketmqSeries } from "@/lib/rocketmq/schemas";
import type { ServiceContext } from "@/server/context";
import { embeddedEndpoints } from "@/server/services/instances/endpoints";
import { commit } from "@/server/services/shared/commit";
import { newMqttInstanceId, newRocketmqInstanceId } from "@/server/services/shared/ids";

/** At every start: makes the instances of the embedded parts once, and lets their endpoints follow the settings. Names and quotas stay the person's. */
export function seedEmbedded(context: ServiceContext): void {
  commit(context, (tx) => {
    seedMqtt(tx, context);
    seedRocketmq(tx, context, context.config.rocketmq);
    seedRocketmq(tx, context, context.config.rocketmq5);
  });
}

function seedMqtt(tx: AppExecutor, { config, now }: ServiceContext): void {
  if (config.mqtt === undefined) {
    return;
  }
  const endpoints = embeddedEndpoints(config.mqtt);
  const existing = findEmbeddedMqttInstance(tx);
  if (existing !== undefined) {
    updateMqttInstance(tx, existing.instanceId, { endpoints });
    return;
  }
  insertMqttInstance(tx, {
    instanceId: newMqttInstanceId(),
    name: "embedded-mqtt",
    regionId: defaultRegionId,
    kernelVersion: "V3.3.0",
    instanceType: "Professional",
    status: "InService",
    broker: "embedded",
    endpoints,
    connection: null,
    refuseUnknownTopics: false,
    ruleQuota: limits.rulesPerInstance,
    topicQuota: limits.topicsPerInstance,
    tags: {},
    createdAt: now(),
    updatedAt: now(),
    version: 1,
  });
}

function seedRocketmq(
  tx: AppExecutor,
  { now }: ServiceContext,
  server: { version: string; namesrvPort: number } | undefined,
): void {
  if (server === undefined) {
    return;
  }
  const { version, namesrvPort } = server;
  const series: RocketmqSeries = version.startsWith("4.") ? "4.0" : "5.0";
  // Remoting for both: it keeps batches, order and administration.
  const endpoint: RocketmqEndpoint = { protocol: "remoting", nameServers: [`127.0.0.1:${namesrvPort}`] };
  const detectedVersion = `V${version.replaceAll(".", "_")}`;
  const existing = findEmbeddedRocketmqInstance(tx, series);
  if (existing !== undefined) {
    updateRocketmqInstance(tx, existing.instanceId, { endpoint, detectedVersion });
    return;
  }
  insertRocketmqInstance(tx, {
    instanceId: newRocketmqInstanceId(series),
    name: series === "4.0" ? "embedded-rocketmq" : "embedded-rocketmq5",
    regionId: defaultRegionId,
    series,
    broker: "embedded",
    endpoint,
    namespace: null,
    accessKey: null,
    secretKey: null,
    securityToken: null,
    tls: null,
    requireReplica: false,
    detectedVersion,
    createdAt: now(),
    updatedAt: now(),
    version: 1,
  });
}
