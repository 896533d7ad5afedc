import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freeRocketmqPorts } from "@/tests/helpers/ports";
import { startRocketmq } from "@/tests/helpers/rocketmq-server";
import type { Contender } from "./contenders";
import { Program } from "./program";
import { RemotingSender } from "./yardsticks/remoting-sender.mjs";

const rootDir = path.resolve(import.meta.dirname, "../..");
const peersDir = path.join(import.meta.dirname, "peers");
const copyDependencies = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";

/** The peer's libraries in the cache, fetched by Maven the first time; a class path. */
function provideLibraries(name: string): string {
  const dir = path.join(rootDir, ".cache/bench-peers", name);
  if (!existsSync(dir) || readdirSync(dir).length === 0) {
    mkdirSync(dir, { recursive: true });
    console.log(`fetching the libraries of ${name} with Maven`);
    const pom = path.join(peersDir, name, "pom.xml");
    execFileSync("mvn", ["-q", "-B", "-f", pom, copyDependencies, `-DoutputDirectory=${dir}`], { stdio: "inherit" });
  }
  return path.join(dir, "*");
}

function compileBridge(classPath: string): string {
  const classesDir = path.join(rootDir, ".cache/bench-peers/bridge-classes");
  mkdirSync(classesDir, { recursive: true });
  const source = path.join(peersDir, "bridge/PahoBridge.java");
  execFileSync("javac", ["-nowarn", "-encoding", "UTF-8", "-cp", classPath, "-d", classesDir, source], {
    stdio: "inherit",
  });
  return `${classesDir}${path.delimiter}${classPath}`;
}

const stored = "the queues' maximum offsets in RocketMQ showing every message";

const javaBridge: Contender = {
  name: "external-peer-java",
  broker: "external",
  isOurs: false,
  description: "plain Java: Eclipse Paho v5 with manual acknowledgements and DefaultMQProducer, 500 sends under way",
  waitedFor: stored,
  hasEndToEndAcknowledgement: false,
  async start({ product, mosquittoPort, yardstickTopic, stored: count }) {
    const classPath = compileBridge(provideLibraries("bridge"));
    const parameters = [
      "-Xmx512m",
      "-cp",
      classPath,
      "PahoBridge",
      mosquittoPort,
      product.app.nameServer,
      yardstickTopic,
    ];
    const program = Program.run("java bridge", "java", parameters);
    await program.lineWith("isReady", 60_000);
    return {
      pid: program.pid,
      mqttPort: mosquittoPort,
      parentTopic: yardstickTopic,
      countDone: () => count(yardstickTopic),
      stop: () => program.stop(),
    };
  },
};

const camel: Contender = {
  name: "external-peer-camel",
  broker: "external",
  isOurs: false,
  description: "Apache Camel 4.17.0, paho-mqtt5 to rocketmq, manual acknowledgements, waiting for each send result",
  waitedFor: stored,
  hasEndToEndAcknowledgement: false,
  async start({ product, mosquittoPort, yardstickTopic, stored: count }) {
    const settings = [
      "-Dorg.slf4j.simpleLogger.logFile=System.out",
      `-Dcamel.main.routes-include-pattern=file:${path.join(peersDir, "camel/routes.yaml")}`,
      `-Dbench.mqttPort=${mosquittoPort}`,
      `-Dbench.topic=${yardstickTopic}`,
      `-Dbench.nameServer=${product.app.nameServer}`,
    ];
    const classPath = provideLibraries("camel");
    const program = Program.run("camel", "java", [
      "-Xmx512m",
      ...settings,
      "-cp",
      classPath,
      "org.apache.camel.main.Main",
    ]);
    await program.lineContaining("started in", 90_000);
    return {
      pid: program.pid,
      mqttPort: mosquittoPort,
      parentTopic: yardstickTopic,
      countDone: () => count(yardstickTopic),
      stop: () => program.stop(),
    };
  },
};

/** Speaks gRPC, so it gets a RocketMQ 5 of its own for the time of its turn. */
const naiveNode: Contender = {
  name: "external-peer-node",
  broker: "external",
  isOurs: false,
  description: "mqtt.js and the official Node client over gRPC to RocketMQ 5.5.0, one send a message, 512 under way",
  waitedFor: stored,
  hasEndToEndAcknowledgement: false,
  async start({ mosquittoPort, yardstickTopic }) {
    const dataDir = await mkdtemp(path.join(tmpdir(), "sluice-bench-rocketmq5-"));
    const ports = await freeRocketmqPorts();
    const rocketmq = await startRocketmq({ dataDir, ...ports, version: "5.5.0" });
    await rocketmq.createTopic(yardstickTopic, 8);
    const counter = await RemotingSender.open(ports.brokerPort);
    const parameters = [mosquittoPort, rocketmq.grpcEndpoint ?? "", yardstickTopic, `${yardstickTopic}/#`];
    const program = Program.start("naive-bridge", parameters);
    await program.lineWith("isReady", 60_000);
    return {
      pid: program.pid,
      mqttPort: mosquittoPort,
      parentTopic: yardstickTopic,
      countDone: () => counter.countStored(yardstickTopic),
      stop: async () => {
        await program.stop();
        counter.close();
        await rocketmq.stop();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  },
};

/** Other ways to do the same job; slow, so only with `--peers`, and with a tenth of the messages. */
export const peers: readonly Contender[] = [javaBridge, camel, naiveNode];
