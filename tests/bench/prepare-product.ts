import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import type { ConsoleApp } from "@/tests/helpers/console-app";
import type { TestRocketmq } from "@/tests/helpers/rocketmq-server";
import { waitFor } from "@/tests/helpers/wait-for";
import { benchTopics } from "./topics";

export interface BenchProduct {
  app: ConsoleApp;
  /** Pages of the console that are loaded while messages pass. */
  pages: string[];
  ruleCount: number;
  /** A RocketMQ instance at whose address nobody listens. */
  unreachableRocketmqId: string;
}

interface Servers {
  mosquittoUrl: string;
  rocketmq5: TestRocketmq;
}

/** Instances, topics and rules for every contender that is the product. */
export async function prepareProduct(app: ConsoleApp, servers: Servers): Promise<BenchProduct> {
  const { api } = app;
  const { instanceId, regionId } = await api.embeddedInstance();
  await api.call("PATCH", `/instances/${instanceId}`, { ruleQuota: 200 });
  const rocketmq = await api.embeddedRocketmq();
  const embeddedNames = [benchTopics.embedded, ...benchTopics.manyNames];
  for (const name of [...embeddedNames, benchTopics.external, benchTopics.yardstick]) {
    await api.createRocketmqTopic(rocketmq.instanceId, name, 8);
  }
  for (const name of embeddedNames) {
    await createRule(app, instanceId, rocketmq.instanceId, name);
  }
  await prepareExternal(app, servers.mosquittoUrl, { regionId, rocketmqInstanceId: rocketmq.instanceId });
  await prepareGrpc(app, servers.rocketmq5, { instanceId, regionId });
  const unreachableRocketmqId = await prepareUnreachable(app, { instanceId, regionId });
  const names = [...embeddedNames, benchTopics.grpcOrdered, benchTopics.grpcUnordered];
  const areRunning = async () => {
    const states = await Promise.all(names.map(async (ruleId) => (await api.rule(ruleId)).state));
    return states.every((state) => state === "running");
  };
  await waitFor(areRunning, { timeoutMs: 60_000, intervalMs: 1_000, what: "all rules run" });
  const instance = `/${regionId}/instances/${instanceId}`;
  const pages = [`/${regionId}/instances`, instance, `${instance}/rules`, `${instance}/rules/${benchTopics.embedded}`];
  return { app, pages, ruleCount: names.length, unreachableRocketmqId };
}

/** Topic and rule share their name. */
async function createRule(
  { api }: ConsoleApp,
  instanceId: string,
  rocketmqInstanceId: string,
  name: string,
  status: "enabled" | "disabled" = "enabled",
): Promise<void> {
  await api.createTopic(instanceId, name);
  await api.createOutboundRule(instanceId, {
    ruleId: name,
    topic: name,
    rocketmqInstanceId,
    destinationTopic: name,
    status,
  });
}

async function prepareExternal(
  app: ConsoleApp,
  mosquittoUrl: string,
  { regionId, rocketmqInstanceId }: { regionId: string; rocketmqInstanceId: string },
): Promise<void> {
  const external = await app.api.call<{ instanceId: string }>("POST", "/instances", {
    name: "bench-external",
    regionId,
    kernelVersion: "V3.3.0",
    connection: { url: mosquittoUrl },
  });
  await createRule(app, external.instanceId, rocketmqInstanceId, benchTopics.external, "disabled");
}

async function prepareGrpc(
  app: ConsoleApp,
  { grpcEndpoint, nameServer }: TestRocketmq,
  { instanceId, regionId }: { instanceId: string; regionId: string },
): Promise<void> {
  const kinds = [
    { name: benchTopics.grpcOrdered, ordering: "ordered", messageType: "FIFO" },
    { name: benchTopics.grpcUnordered, ordering: "unordered", messageType: "NORMAL" },
  ] as const;
  for (const { name, ordering, messageType } of kinds) {
    const endpoint = { protocol: "grpc", endpoints: grpcEndpoint, adminNameServers: [nameServer], ordering };
    const created = await app.api.call<RocketmqInstance>("POST", "/rocketmq-instances", {
      name,
      regionId,
      series: "5.0",
      endpoint,
    });
    const topics = `/rocketmq-instances/${created.instanceId}/topics`;
    await app.api.call("POST", topics, { name, queueCount: 8, messageType });
    await createRule(app, instanceId, created.instanceId, name);
  }
}

async function prepareUnreachable(
  { api }: ConsoleApp,
  { instanceId, regionId }: { instanceId: string; regionId: string },
): Promise<string> {
  await api.createTopic(instanceId, benchTopics.spool);
  const created = await api.call<RocketmqInstance>("POST", "/rocketmq-instances", {
    name: benchTopics.spool,
    regionId,
    series: "4.0",
    // The discard port.
    endpoint: { protocol: "remoting", nameServers: ["127.0.0.1:9"] },
  });
  return created.instanceId;
}
