import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { startMosquitto } from "@/tests/helpers/mosquitto-server";
import { freePort } from "@/tests/helpers/ports";
import { waitFor } from "@/tests/helpers/wait-for";
import { RemotingSender } from "./yardsticks/remoting-sender.mjs";

export interface BenchProduct {
  app: ConsoleApp;
  embeddedTopic: string;
  embeddedRuleId: string;
  externalTopic: string;
  externalRuleId: string;
}

/** All servers of a run, on free ports, with data in a temporary folder. Every contender uses the same RocketMQ. */
export interface BenchServers {
  product: BenchProduct;
  brokerPort: number;
  mosquittoPort: number;
  yardstickMqttPort: number;
  yardstickTopic: string;
  stored(topic: string): Promise<number>;
  stop(): Promise<void>;
}

const embeddedTopic = "bench-embedded";
const externalTopic = "bench-external";
const yardstickTopic = "bench-yardstick";

async function prepareProduct(app: ConsoleApp, mosquittoUrl: string): Promise<BenchProduct> {
  const { api } = app;
  const embedded = await api.embeddedInstance();
  const rocketmq = await api.embeddedRocketmq();
  const external = await api.call<{ instanceId: string }>("POST", "/instances", {
    name: "bench-external",
    regionId: embedded.regionId,
    kernelVersion: "V3.3.0",
    connection: { url: mosquittoUrl },
  });
  for (const topic of [embeddedTopic, externalTopic, yardstickTopic]) {
    await api.createRocketmqTopic(rocketmq.instanceId, topic, 8);
  }
  await api.createTopic(embedded.instanceId, embeddedTopic);
  await api.createTopic(external.instanceId, externalTopic);
  const rule = { rocketmqInstanceId: rocketmq.instanceId };
  await api.createOutboundRule(embedded.instanceId, {
    ...rule,
    ruleId: embeddedTopic,
    topic: embeddedTopic,
    destinationTopic: embeddedTopic,
  });
  await api.createOutboundRule(external.instanceId, {
    ...rule,
    ruleId: externalTopic,
    topic: externalTopic,
    destinationTopic: externalTopic,
    status: "disabled",
  });
  const isRunning = async () => (await api.rule(embeddedTopic)).state === "running";
  await waitFor(isRunning, { timeoutMs: 30_000, what: "the embedded rule runs" });
  return { app, embeddedTopic, embeddedRuleId: embeddedTopic, externalTopic, externalRuleId: externalTopic };
}

export async function startServers(): Promise<BenchServers> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "sluice-bench-"));
  const mosquittoPort = await freePort();
  const mosquitto = await startMosquitto({ port: mosquittoPort, dataDir: path.join(dataDir, "mosquitto") });
  const app = await startConsoleApp({ dataDir: path.join(dataDir, "product") });
  const product = await prepareProduct(app, mosquitto.url);
  const counter = await RemotingSender.open(app.ports.broker);
  return {
    product,
    brokerPort: app.ports.broker,
    mosquittoPort,
    yardstickMqttPort: await freePort(),
    yardstickTopic,
    stored: (topic) => counter.countStored(topic),
    stop: async () => {
      counter.close();
      await app.dispose();
      await mosquitto.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
