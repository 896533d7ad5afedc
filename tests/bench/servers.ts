import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ConsoleApp } from "@/tests/helpers/console-app";
import { startConsoleApp } from "@/tests/helpers/console-app";
import { startMosquitto } from "@/tests/helpers/mosquitto-server";
import { freePort, freeRocketmqPorts } from "@/tests/helpers/ports";
import { startRocketmq, type TestRocketmq } from "@/tests/helpers/rocketmq-server";
import { type BenchProduct, prepareProduct } from "./prepare-product";
import { benchTopics } from "./topics";
import { RemotingSender } from "./yardsticks/remoting-sender.mjs";

/** All servers of a run, on free ports, with data in a temporary folder. Every contender uses the same ones. */
export interface BenchServers {
  product: BenchProduct;
  brokerPort: number;
  /** RocketMQ 5.5.0 */
  grpcEndpoint: string;
  mosquittoPort: number;
  yardstickMqttPort: number;
  stored(topic: string): Promise<number>;
  /** in RocketMQ 5.5.0 */
  stored5(topic: string): Promise<number>;
  stop(): Promise<void>;
}

interface Started {
  rocketmq5: TestRocketmq;
  rocketmq5BrokerPort: number;
  mosquittoPort: number;
  mosquittoUrl: string;
  app: ConsoleApp;
}

async function startAll(dataDir: string, cleanUp: (() => Promise<void>)[]): Promise<Started> {
  const mosquittoPort = await freePort();
  const mosquitto = await startMosquitto({ port: mosquittoPort, dataDir: path.join(dataDir, "mosquitto") });
  cleanUp.push(() => mosquitto.stop());
  const ports = await freeRocketmqPorts();
  const rocketmq5 = await startRocketmq({ dataDir: path.join(dataDir, "rocketmq5"), ...ports, version: "5.5.0" });
  cleanUp.push(() => rocketmq5.stop());
  const app = await startConsoleApp({
    dataDir: path.join(dataDir, "product"),
    // Room for everything that a run writes, so that deleting old messages is not measured.
    env: { SLUICE_ROCKETMQ_SERIES: "4.0,5.0", SLUICE_ROCKETMQ_STORE_MIB: "32768" },
  });
  cleanUp.push(() => app.dispose());
  return { rocketmq5, rocketmq5BrokerPort: ports.brokerPort, mosquittoPort, mosquittoUrl: mosquitto.url, app };
}

/** RocketMQ closes a connection on which nothing was said for two minutes. */
const silenceMsMax = 60_000;

/** Counts what a broker stored, over one connection that is made anew after a silence. */
class Counter {
  private sender: RemotingSender | undefined;
  private usedAtMs = 0;
  private readonly port: number;

  constructor(port: number) {
    this.port = port;
  }

  async count(topic: string): Promise<number> {
    const nowMs = performance.now();
    if (this.sender === undefined || nowMs - this.usedAtMs > silenceMsMax) {
      this.close();
      this.sender = await RemotingSender.open(this.port);
    }
    this.usedAtMs = nowMs;
    return await this.sender.countStored(topic);
  }

  close(): void {
    this.sender?.close();
    this.sender = undefined;
  }
}

export async function startServers(): Promise<BenchServers> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "sluice-bench-"));
  const cleanUp: (() => Promise<void>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const stop = async () => {
    for (const task of cleanUp.splice(0).reverse()) {
      await task();
    }
  };
  try {
    const { rocketmq5, rocketmq5BrokerPort, mosquittoPort, mosquittoUrl, app } = await startAll(dataDir, cleanUp);
    await rocketmq5.createTopic(benchTopics.yardstick, 8);
    const product = await prepareProduct(app, { mosquittoUrl, rocketmq5 });
    const counter = new Counter(app.ports.broker);
    cleanUp.push(async () => counter.close());
    const counter5 = new Counter(rocketmq5BrokerPort);
    cleanUp.push(async () => counter5.close());
    return {
      product,
      brokerPort: app.ports.broker,
      grpcEndpoint: rocketmq5.grpcEndpoint ?? "",
      mosquittoPort,
      yardstickMqttPort: await freePort(),
      stored: (topic) => counter.count(topic),
      stored5: (topic) => counter5.count(topic),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
