import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { type EmbeddedRocketmq, toLayout } from "./layout";
import { toLogbackXml } from "./logback";

/** The file format is java.util.Properties, where a backslash escapes. */
function toProperties(values: Record<string, string | number | boolean>): string {
  return `${Object.entries(values)
    .map(([key, value]) => `${key}=${String(value).replaceAll("\\", "\\\\")}`)
    .join("\n")}\n`;
}

/** Hours of messages kept while the store is under its byte cap. */
export const reservedHours = 24;

function brokerProperties(server: EmbeddedRocketmq): Record<string, string | number | boolean> {
  const { storeDir } = toLayout(server.dir);
  return {
    brokerClusterName: "DefaultCluster",
    brokerName: "broker-a",
    brokerId: 0,
    // Clients are sent to this address; the default would be some other interface of the computer.
    brokerIP1: "127.0.0.1",
    brokerIP2: "127.0.0.1",
    listenPort: server.brokerPort,
    namesrvAddr: `127.0.0.1:${server.namesrvPort}`,
    autoCreateTopicEnable: false,
    autoCreateSubscriptionGroup: true,
    storePathRootDir: storeDir,
    storePathCommitLog: path.join(storeDir, "commitlog"),
    flushDiskType: "ASYNC_FLUSH",
    mappedFileSizeCommitLog: 64 * 1024 * 1024,
    maxHashSlotNum: 500_000,
    maxIndexNum: 2_000_000,
    fileReservedTime: reservedHours,
    // The default looks every 10 s; the byte cap needs deletions to follow soon.
    cleanResourceInterval: 5000,
    deleteCommitLogFilesInterval: 10,
    destroyMapedFileIntervalForcibly: 10_000,
    traceTopicEnable: false,
    // Under a burst the broker must queue for a while, not refuse: a refusal costs a retry of a whole batch.
    waitTimeMillsInSendQueue: 2000,
    ...(server.version === "4.9.7" && { aclEnable: true }),
    // Only 5.x can be bound to one address; its gRPC port listens on every address all the same.
    ...(server.version === "5.5.0" && { bindAddress: "127.0.0.1" }),
  };
}

// 4.9.7 listens on every interface. With these rules loopback needs no keys, and any other address is refused without them.
function toAclYaml(): string {
  const secret = () => randomBytes(18).toString("base64url");
  return `globalWhiteRemoteAddresses:
  - 127.0.0.1
accounts:
  - accessKey: sluice-${secret()}
    secretKey: ${secret()}
    whiteRemoteAddress:
    admin: true
`;
}

async function writeOnce(file: string, text: string, mode: number): Promise<void> {
  await writeFile(file, text, { flag: "wx", mode }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") {
      throw error;
    }
  });
}

async function replace(file: string, text: string): Promise<void> {
  if ((await readFile(file, "utf8").catch(() => undefined)) === text) {
    return;
  }
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, text);
  await rename(temporary, file);
}

const logbackFiles = {
  "4.9.7": ["logback_namesrv.xml", "logback_broker.xml", "logback_tools.xml"],
  "5.5.0": ["rmq.namesrv.logback.xml", "rmq.broker.logback.xml", "rmq.tools.logback.xml"],
} as const;

/** Writes ROCKETMQ_HOME afresh; the store, the logs and the generated keys stay. */
export async function writeConfiguration(server: EmbeddedRocketmq): Promise<void> {
  const layout = toLayout(server.dir);
  for (const dir of [layout.confDir, layout.storeDir, layout.logDir]) {
    await mkdir(dir, { recursive: true });
  }
  await replace(
    layout.namesrvConf,
    toProperties({ listenPort: server.namesrvPort, kvConfigPath: path.join(server.dir, "namesrv", "kvConfig.json") }),
  );
  await replace(layout.brokerConf, toProperties(brokerProperties(server)));
  await replace(
    layout.proxyConf,
    JSON.stringify({
      rocketMQClusterName: "DefaultCluster",
      namesrvAddr: `127.0.0.1:${server.namesrvPort}`,
      grpcServerPort: server.grpcPort,
      // The proxy cannot do without a Remoting port of its own; nobody uses it.
      remotingListenPort: server.grpcPort + 1,
      localServeAddr: "127.0.0.1",
      // A topic made a moment ago is to be found; by default a proxy remembers for 20 s that it was missing.
      topicRouteServiceCacheRefreshSeconds: 1,
      topicConfigCacheRefreshSeconds: 1,
    }),
  );
  for (const name of logbackFiles[server.version]) {
    const part = /namesrv|broker|tools/.exec(name)?.[0] ?? "other";
    await replace(path.join(layout.confDir, name), toLogbackXml(path.join(layout.logDir, `${part}.log`)));
  }
  if (server.version === "4.9.7") {
    await writeOnce(layout.aclFile, toAclYaml(), 0o600);
  }
}
