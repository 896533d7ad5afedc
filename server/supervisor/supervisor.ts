import path from "node:path";
import type { Settings } from "@/server/config/env";
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
  readonly #keepers = new Map<RocketmqPart, KeptPart>();
  #javaProblem: string | undefined;
  #isStopping = false;
  #stopped: Promise<void> | undefined;
  readonly runtime: SupervisedProcess;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.runtime = new SupervisedProcess({
      name: "runtime",
      file: path.join(settings.distDir, "runtime.mjs"),
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
    for (const [part, name] of [
      ["namesrv", "rocketmqNameServer"],
      ["broker", "rocketmqBroker"],
    ] as const) {
      if (this.#settings.rocketmq) {
        status[name] = this.#keeperStatus(part);
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

  #keeperStatus(part: RocketmqPart): PartStatus {
    const kept = this.#keepers.get(part);
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
    const { rocketmq, cacheDir } = this.#settings;
    if (!rocketmq) {
      return;
    }
    const { found } = await findJava(this.#settings);
    if (!found) {
      this.#javaProblem = `the embedded RocketMQ needs Java ${javaVersionMin} or newer; set JAVA_HOME, or start with npm start, which provides one`;
      return;
    }
    for (const part of rocketmqParts) {
      // A stop may have come while Java was looked for.
      if (!this.#isStopping) {
        this.#startKeeper({
          part,
          java: found.java,
          logDir: this.#settings.logDir,
          server: { ...rocketmq, dir: this.#settings.rocketmqDir, cacheDir },
        });
      }
    }
  }

  #startKeeper(spec: KeeperSpec): void {
    const process = new SupervisedProcess({
      name: `keeper ${spec.part}`,
      file: path.join(this.#settings.distDir, "keeper.mjs"),
      args: [JSON.stringify(spec)],
      log: new RotatingFile(path.join(spec.logDir, `keeper-${spec.part}.log`)),
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
    this.#keepers.set(spec.part, kept);
    process.start();
  }
}
