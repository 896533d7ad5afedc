import path from "node:path";
import { z } from "zod";
import { findPortClashes } from "./port-clashes";
import { hostName, hostNames, list, listenPort, loopbackHost } from "./setting-types";

const embeddedParts = ["mqtt", "rocketmq", "rocketmq5", "none"] as const;

const brokerPort = z.coerce.number().int().min(1026).max(65_534);

/** Every setting of the product, as written in the environment. Each is optional; `.env.example` lists them all. */
const Environment = z.object({
  /** Address of the console. Loopback only: there is no sign-in yet. */
  SLUICE_HOST: loopbackHost.default("127.0.0.1"),
  /** Port of the console and its HTTP API. */
  SLUICE_PORT: listenPort.default(3000),
  /** Everything that must survive a restart: databases, spools, the embedded servers' stores, logs. One copy of the product at a time. */
  SLUICE_DATA_DIR: z.string().default("./data"),
  /** What can be fetched again: jars of the embedded RocketMQ, a private Java. May be shared by several copies. */
  SLUICE_CACHE_DIR: z.string().default("./.cache"),
  /** Servers that start with the product: `mqtt`, `rocketmq` (4.9.7), `rocketmq5` (5.5.0); or `none`. */
  SLUICE_EMBEDDED: list(embeddedParts).default(["mqtt", "rocketmq"]),
  /** Address on which the embedded MQTT broker listens. */
  SLUICE_MQTT_HOST: hostName.default("127.0.0.1"),
  /** MQTT over TCP. */
  SLUICE_MQTT_PORT: listenPort.default(1883),
  /** MQTT over WebSocket. */
  SLUICE_MQTT_WS_PORT: listenPort.default(8083),
  /** Embedded RocketMQ name server. These ports are RocketMQ 5's where it is the only one. */
  SLUICE_ROCKETMQ_NAMESRV_PORT: listenPort.default(9876),
  /** Embedded RocketMQ broker; it takes the two ports below and the one above as well. */
  SLUICE_ROCKETMQ_BROKER_PORT: brokerPort.default(10_911),
  /** Name server of the embedded RocketMQ 5; beside 4.9.7 its port + 1 unless set. */
  SLUICE_ROCKETMQ5_NAMESRV_PORT: listenPort.optional(),
  /** Broker of the embedded RocketMQ 5; beside 4.9.7 its port + 10 unless set. */
  SLUICE_ROCKETMQ5_BROKER_PORT: brokerPort.optional(),
  /** gRPC endpoint of the embedded RocketMQ 5, which takes the port above as well; not used with 4.9.7. */
  SLUICE_ROCKETMQ_GRPC_PORT: listenPort.default(8081),
  /** Series of RocketMQ instances that rules may use. `4.0` is what the original allows; an operator may add `5.0`. */
  SLUICE_ROCKETMQ_SERIES: list(["4.0", "5.0"]).default(["4.0"]),
  /** Disk that the embedded RocketMQ's messages may take, in MiB; the oldest are deleted beyond it. */
  SLUICE_ROCKETMQ_STORE_MIB: z.coerce.number().int().min(512).default(4096),
  /** Disk that messages waiting for RocketMQ may take, all rules together, in MiB. Beyond it QoS 1 and 2 messages are no longer acknowledged; nothing is dropped. */
  SLUICE_SPOOL_MIB: z.coerce.number().int().min(64).default(8192),
  /** Disk that stays free on the data folder's disk, in MiB: messages are not written beyond it. */
  SLUICE_DISK_RESERVE_MIB: z.coerce.number().int().min(0).default(256),
  /** A Java executable (17 or newer) to use instead of the one found by JAVA_HOME or on PATH. */
  SLUICE_JAVA: z.string().optional(),
  /** Maven repository to fetch the jars from, such as a mirror of your own; Maven Central otherwise. */
  SLUICE_MAVEN_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Host names by which browsers may reach the console beside the loopback ones, such as a proxy's. */
  SLUICE_ALLOWED_HOSTS: hostNames.default([]),
  /** Message traces that each rule records a second, after the first of a burst; 0 switches message trace off. */
  SLUICE_TRACE_MESSAGES_PER_SECOND: z.coerce.number().int().min(0).max(1_000).default(5),
  /** How long message and device traces are kept, in days. */
  SLUICE_TRACE_DAYS: z.coerce.number().int().min(1).max(30).default(3),
  /** Message traces, and as many device traces, that are kept at most: about 0.5 KB of disk each. */
  SLUICE_TRACE_ROWS: z.coerce.number().int().min(1_000).max(10_000_000).default(500_000),
  /** How much the processes log. */
  SLUICE_LOG_LEVEL: z.enum(["error", "warn", "info", "debug"]).default("info"),
  JAVA_HOME: z.string().optional(),
});
type Environment = z.infer<typeof Environment>;

export type EmbeddedRocketmqVersion = "4.9.7" | "5.5.0";

export class SettingsError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`These settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "SettingsError";
    this.problems = problems;
  }
}

/** An empty value means "not set", as in a copied `.env.example`. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  ) as NodeJS.ProcessEnv;
}

function findEmbeddedProblems(parts: Environment["SLUICE_EMBEDDED"]): string[] {
  const problems: string[] = [];
  if (parts.includes("none") && parts.length > 1) {
    problems.push("SLUICE_EMBEDDED: `none` stands alone; remove it or the other parts");
  }
  return problems;
}

function toDataPaths(dataDir: string) {
  return {
    dataDir,
    appDatabase: path.join(dataDir, "app.db"),
    runtimeDatabase: path.join(dataDir, "runtime.db"),
    spoolDir: path.join(dataDir, "spools"),
    mqttDir: path.join(dataDir, "mqtt"),
    logDir: path.join(dataDir, "logs"),
  };
}

/** Each version has a folder of its own: one cannot read the other's store. */
function toRocketmq(env: Environment, dataDir: string) {
  return {
    version: "4.9.7" as const,
    dir: path.join(dataDir, "rocketmq"),
    namesrvPort: env.SLUICE_ROCKETMQ_NAMESRV_PORT,
    brokerPort: env.SLUICE_ROCKETMQ_BROKER_PORT,
    grpcPort: env.SLUICE_ROCKETMQ_GRPC_PORT,
    storeBytesMax: env.SLUICE_ROCKETMQ_STORE_MIB * 1024 * 1024,
  };
}

function toRocketmq5(env: Environment, dataDir: string, isAlone: boolean) {
  const { namesrvPort, brokerPort, ...rest } = toRocketmq(env, dataDir);
  return {
    ...rest,
    version: "5.5.0" as const,
    dir: path.join(dataDir, "rocketmq5"),
    namesrvPort: env.SLUICE_ROCKETMQ5_NAMESRV_PORT ?? namesrvPort + (isAlone ? 0 : 1),
    brokerPort: env.SLUICE_ROCKETMQ5_BROKER_PORT ?? brokerPort + (isAlone ? 0 : 10),
  };
}

function toTraces(env: Environment) {
  return {
    messagesPerSecond: env.SLUICE_TRACE_MESSAGES_PER_SECOND,
    keptMs: env.SLUICE_TRACE_DAYS * 24 * 3_600_000,
    rowsMax: env.SLUICE_TRACE_ROWS,
  };
}

function toSettings(env: Environment, rootDir: string) {
  const isEmbedded = (part: (typeof embeddedParts)[number]) => env.SLUICE_EMBEDDED.includes(part);
  const dataDir = path.resolve(rootDir, env.SLUICE_DATA_DIR);
  return {
    rootDir,
    /** The bundles made by scripts/build-runtime.mjs. */
    distDir: path.join(rootDir, "dist"),
    host: env.SLUICE_HOST,
    port: env.SLUICE_PORT,
    cacheDir: path.resolve(rootDir, env.SLUICE_CACHE_DIR),
    ...toDataPaths(dataDir),
    /** Undefined where the part is not embedded. */
    mqtt: isEmbedded("mqtt")
      ? { host: env.SLUICE_MQTT_HOST, port: env.SLUICE_MQTT_PORT, wsPort: env.SLUICE_MQTT_WS_PORT }
      : undefined,
    rocketmq: isEmbedded("rocketmq") ? toRocketmq(env, dataDir) : undefined,
    rocketmq5: isEmbedded("rocketmq5") ? toRocketmq5(env, dataDir, !isEmbedded("rocketmq")) : undefined,
    spool: { bytesMax: env.SLUICE_SPOOL_MIB * 2 ** 20, reserveBytes: env.SLUICE_DISK_RESERVE_MIB * 2 ** 20 },
    rocketmqSeries: env.SLUICE_ROCKETMQ_SERIES,
    java: env.SLUICE_JAVA,
    javaHome: env.JAVA_HOME,
    mavenUrl: env.SLUICE_MAVEN_URL,
    allowedHosts: env.SLUICE_ALLOWED_HOSTS,
    traces: toTraces(env),
    logLevel: env.SLUICE_LOG_LEVEL,
  };
}
export type Settings = Readonly<ReturnType<typeof toSettings>>;

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null) {
      deepFreeze(inner);
    }
  }
  return Object.freeze(value);
}

/** Reads all settings from an environment; throws a `SettingsError` that names every problem at once. */
export function parseSettings(env: NodeJS.ProcessEnv, rootDir: string): Settings {
  const parsed = Environment.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    throw new SettingsError(
      parsed.error.issues.map((issue) => `${issue.path[0]?.toString() ?? "settings"}: ${issue.message}`),
    );
  }
  const settings = toSettings(parsed.data, rootDir);
  const problems = [...findEmbeddedProblems(parsed.data.SLUICE_EMBEDDED), ...findPortClashes(settings)];
  if (problems.length > 0) {
    throw new SettingsError(problems);
  }
  return deepFreeze(settings);
}

let current: Settings | undefined;

/** The settings of this process; read once. Paths are relative to the working directory, which is the product's folder. */
export function getSettings(): Settings {
  current ??= parseSettings(process.env, process.cwd());
  return current;
}
