import type { ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { provideArtifactSet } from "@/server/embedded/artifacts/provide-artifacts";
import { findJava } from "@/server/embedded/java/find-java";
import { spawnBound } from "@/server/embedded/process-start";
import { toJvmCommand } from "@/server/embedded/rocketmq/jvm-command";
import { type EmbeddedRocketmq, type RocketmqPart, toLayout } from "@/server/embedded/rocketmq/layout";
import { isListening } from "@/server/embedded/rocketmq/tcp-probe";
import { writeConfiguration } from "@/server/embedded/rocketmq/write-configuration";
import { freePort } from "./ports";
import { countStored, createGroup, deleteTopic, updateTopic } from "./remoting-request";
import { waitFor } from "./wait-for";

export interface TestRocketmq {
  nameServer: string;
  brokerAddress: string;
  /** 5.5.0 only. */
  grpcEndpoint: string | undefined;
  brokerPid(): number;
  createTopic(name: string, queueCount?: number, readQueueCount?: number): Promise<void>;
  createGroup(name: string): Promise<void>;
  /** 4: may be read only; 6: written again. */
  setTopicPermission(name: string, permission: 4 | 6): Promise<void>;
  deleteTopic(name: string): Promise<void>;
  /** How many messages this broker holds of a topic. */
  countStored(name: string): Promise<number>;
  /** SIGTERM: it says goodbye to the name server. */
  stopBroker(): Promise<void>;
  /** SIGKILL, as a crash. */
  killBroker(): Promise<void>;
  startBroker(): Promise<void>;
  /** SIGSTOP: connections stay open, nothing answers. */
  freezeBroker(): void;
  thawBroker(): void;
  killNameServer(): Promise<void>;
  startNameServer(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartRocketmqOptions {
  dataDir: string;
  namesrvPort: number;
  brokerPort: number;
  version?: "4.9.7" | "5.5.0";
  grpcPort?: number;
  /** A further broker of the cluster whose name server is there already. */
  joinsAs?: string;
}

const cacheDir = path.resolve(import.meta.dirname, "../../.cache");

async function endProcess(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGCONT");
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await exited;
  clearTimeout(timer);
}

async function spawnPart(server: EmbeddedRocketmq, part: RocketmqPart, java: string): Promise<ChildProcess> {
  const { command, args, env, cwd } = toJvmCommand(server, part, java);
  const child = spawnBound(command, args, { cwd, env: { ...process.env, ...env }, stdio: "ignore" });
  const isUp = async () => {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the ${part} ended by itself; see ${path.join(server.dir, "logs")}`);
    }
    return await isListening(part === "namesrv" ? server.namesrvPort : server.brokerPort);
  };
  await waitFor(isUp, { timeoutMs: 180_000, what: `RocketMQ ${part} listens` });
  return child;
}

/** A real RocketMQ, started by the product's own code. Resolves when topics can be created. */
export async function startRocketmq(options: StartRocketmqOptions): Promise<TestRocketmq> {
  const version = options.version ?? "4.9.7";
  const grpcPort = options.grpcPort ?? (version === "5.5.0" ? await freePort({ above: 1 }) : 0);
  const { namesrvPort, brokerPort } = options;
  const server: EmbeddedRocketmq = {
    version,
    dir: options.dataDir,
    cacheDir,
    namesrvPort,
    brokerPort,
    grpcPort,
    storeBytesMax: 2 ** 31,
  };
  mkdirSync(options.dataDir, { recursive: true });
  await provideArtifactSet(`rocketmq-${version}`, { cacheDir });
  const { found } = await findJava({ cacheDir, java: process.env["SLUICE_JAVA"], javaHome: process.env["JAVA_HOME"] });
  if (!found) {
    throw new Error("the tests need Java 17 or newer");
  }
  await writeConfiguration(server);
  if (options.joinsAs !== undefined) {
    const { brokerConf } = toLayout(server.dir);
    writeFileSync(brokerConf, readFileSync(brokerConf, "utf8").replace("broker-a", options.joinsAs));
  }
  let namesrv: ChildProcess | undefined;
  let broker: ChildProcess | undefined;
  const nameServer = `127.0.0.1:${namesrvPort}`;
  const startNameServer = async () => {
    namesrv = await spawnPart(server, "namesrv", found.java);
  };
  const startBroker = async () => {
    broker = await spawnPart(server, "broker", found.java);
  };
  const stop = async () => {
    await endProcess(broker, "SIGTERM");
    await endProcess(namesrv, "SIGKILL");
  };
  try {
    if (options.joinsAs === undefined) {
      await startNameServer();
    }
    await startBroker();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    nameServer,
    brokerAddress: `127.0.0.1:${brokerPort}`,
    grpcEndpoint: version === "5.5.0" ? `127.0.0.1:${grpcPort}` : undefined,
    brokerPid: () => broker?.pid ?? 0,
    createTopic: async (name, queueCount = 8, readQueueCount = queueCount) =>
      await updateTopic({ namesrvPort, brokerPort, name, queueCount, readQueueCount }),
    createGroup: async (name) => await createGroup(brokerPort, name),
    setTopicPermission: async (name, permission) =>
      await updateTopic({ namesrvPort, brokerPort, name, queueCount: 8, permission }),
    deleteTopic: async (name) => await deleteTopic({ namesrvPort, brokerPort }, name),
    countStored: async (name) => await countStored(brokerPort, name),
    stopBroker: async () => await endProcess(broker, "SIGTERM"),
    killBroker: async () => await endProcess(broker, "SIGKILL"),
    startBroker,
    freezeBroker: () => void broker?.kill("SIGSTOP"),
    thawBroker: () => void broker?.kill("SIGCONT"),
    killNameServer: async () => await endProcess(namesrv, "SIGKILL"),
    startNameServer,
    stop,
  };
}
