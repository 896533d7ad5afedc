import path from "node:path";
import type { EmbeddedRocketmqVersion, Settings } from "@/server/config/env";
import { findJava, javaVersionMin } from "@/server/embedded/java/find-java";
import { KeeperMessage, type KeeperSpec } from "@/server/embedded/keeper/keeper-messages";
import { type RocketmqPart, rocketmqParts } from "@/server/embedded/rocketmq/layout";
import { RotatingFile } from "@/server/embedded/rotating-file";
import { SupervisedProcess } from "./supervised-process";

/** What /health and the console show of a part. */
export interface PartStatus {
  state: string;
  detail?: string | undefined;
  pid?: number | undefined;
}

/** Messages live for milliseconds: room for those in flight lets most of them die uncopied. Taken only under load. */
const youngSpaceMiB = 32;
/** The runtime drains what is in flight for at most 10 s. */
const runtimeStopTimeoutMs = 12_000;
/** Longer than a keeper waits for its server. */
const keeperStopTimeoutMs = 20_000;

interface KeptPart {
  process: SupervisedProcess;
  last: KeeperMessage | undefined;
}

/** Starts the runtime and the embedded servers of one data folder, keeps them up, stops them in order. */
export class Supervisor {
  readonly #settings: Settings;
  readonly #keepers = new Map<string, KeptPart>();
  #javaProblem: string | undefined;
  #isStopping = false;
  #stopped: Promise<void> | undefined;
  readonly runtime: SupervisedProcess;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.runtime = new SupervisedProcess({
      name: "runtime",
      file: path.join(settings.distDir, "runtime.mjs"),
      // The runtime gives memory back itself when messages stop.
      nodeOptions: [`--max-semi-space-size=${youngSpaceMiB}`, "--expose-gc"],
      log: new RotatingFile(path.join(settings.logDir, "runtime.log")),
      stopTimeoutMs: runtimeStopTimeoutMs,
      silenceMax: { checks: 20, intervalMs: 1000 },
    });
  }

  /** Returns when everything is on its way; nobody needs to wait for it to be up. */
  async start(): Promise<void> {
    this.runtime.start();
    await this.#startKeepers();
  }

  /** Status of the embedded parts by name; empty when none is embedded. */
  embeddedStatus(): Record<string, PartStatus> {
    const status: Record<string, PartStatus> = {};
    if (this.#settings.mqtt) {
      // The embedded MQTT broker lives in the runtime's process.
      status["mqtt"] = { state: this.runtime.state, pid: this.runtime.pid };
    }
    for (const { version } of this.#rocketmqs()) {
      for (const part of rocketmqParts) {
        const name = nameOf(version, part);
        status[name] = this.#keeperStatus(name);
      }
    }
    return status;
  }

  /** The runtime first, so that it can still hand over what is in flight; then the servers. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stopped ??= (async () => {
      await this.runtime.stop();
      await Promise.all([...this.#keepers.values()].map((kept) => kept.process.stop()));
    })();
    await this.#stopped;
  }

  #rocketmqs() {
    const { rocketmq, rocketmq5 } = this.#settings;
    return [rocketmq, rocketmq5].filter((server) => server !== undefined);
  }

  #keeperStatus(name: string): PartStatus {
    const kept = this.#keepers.get(name);
    if (!kept) {
      return this.#javaProblem ? { state: "failed", detail: this.#javaProblem } : { state: "starting" };
    }
    if (kept.process.state === "restarting") {
      return { state: "restarting", detail: kept.process.lastLine };
    }
    const { state, detail, pid } = kept.last ?? { state: "starting" };
    return { state, detail, pid };
  }

  async #startKeepers(): Promise<void> {
    const { cacheDir, logDir } = this.#settings;
    const servers = this.#rocketmqs();
    if (servers.length === 0) {
      return;
    }
    const { found } = await findJava(this.#settings);
    if (!found) {
      this.#javaProblem = `the embedded RocketMQ needs Java ${javaVersionMin} or newer; set JAVA_HOME, or start with npm start, which provides one`;
      return;
    }
    // A stop may have come while Java was looked for.
    if (this.#isStopping) {
      return;
    }
    for (const server of servers) {
      for (const part of rocketmqParts) {
        this.#startKeeper({ part, java: found.java, logDir, server: { ...server, cacheDir } });
      }
    }
  }

  #startKeeper(spec: KeeperSpec): void {
    const { part, server } = spec;
    const process = new SupervisedProcess({
      name: `keeper ${part} ${server.version}`,
      file: path.join(this.#settings.distDir, "keeper.mjs"),
      args: [JSON.stringify(spec)],
      log: new RotatingFile(path.join(spec.logDir, `keeper-${part}-${server.version}.log`)),
      stopTimeoutMs: keeperStopTimeoutMs,
    });
    const kept: KeptPart = { process, last: undefined };
    process.onMessage((value) => {
      const message = KeeperMessage.safeParse(value);
      if (message.success) {
        kept.last = message.data;
      }
    });
    process.onDown(() => {
      kept.last = undefined;
    });
    this.#keepers.set(nameOf(server.version, part), kept);
    process.start();
  }
}

/** Such as `rocketmqBroker`, and `rocketmq5Broker` of 5.5.0. */
function nameOf(version: EmbeddedRocketmqVersion, part: RocketmqPart): string {
  const rocketmq = version === "4.9.7" ? "rocketmq" : "rocketmq5";
  return `${rocketmq}${part === "namesrv" ? "NameServer" : "Broker"}`;
}
