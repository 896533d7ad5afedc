import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ApiClient, type Health } from "./api-client";
import { freePort, freeRocketmqPorts } from "./ports";
import { isRunning, listProcessesOf, type ProcessInfo } from "./process-tree";
import { waitFor } from "./wait-for";

const rootDir = path.resolve(import.meta.dirname, "../..");

export interface ConsoleAppPorts {
  console: number;
  mqtt: number;
  mqttWs: number;
  namesrv: number;
  broker: number;
}

export interface StartConsoleAppOptions {
  /** `npm start`'s launcher, which starts a dead console again; otherwise the console alone, as the launcher starts it. */
  withLauncher?: boolean;
  /** Kept at `stop` when given; a temporary folder is removed. */
  dataDir?: string;
  ports?: ConsoleAppPorts;
  env?: Readonly<Record<string, string>>;
  startTimeoutMs?: number;
}

export async function choosePorts(): Promise<ConsoleAppPorts> {
  const { namesrvPort, brokerPort } = await freeRocketmqPorts();
  return {
    console: await freePort(),
    mqtt: await freePort(),
    mqttWs: await freePort(),
    namesrv: namesrvPort,
    broker: brokerPort,
  };
}

const nextBin = path.join(rootDir, "node_modules/next/dist/bin/next");

function toParameters(withLauncher: boolean, port: number): string[] {
  return withLauncher ? ["scripts/start.mjs"] : [nextBin, "start", "--hostname", "127.0.0.1", "--port", `${port}`];
}

function assertBuilt(): void {
  for (const file of [".next/BUILD_ID", "dist/runtime.mjs", "dist/keeper.mjs"]) {
    if (!existsSync(path.join(rootDir, file))) {
      throw new Error(`${file} is missing: these tests run the production build; run \`npm run build\` first`);
    }
  }
}

/** The whole product in its production build: console, runtime and embedded servers, on ports and data of its own. */
export class ConsoleApp {
  readonly ports: ConsoleAppPorts;
  readonly dataDir: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #startTimeoutMs: number;
  readonly #withLauncher: boolean;
  readonly #ownsDataDir: boolean;
  #child: ChildProcess | undefined;
  #output = "";

  constructor(ports: ConsoleAppPorts, options: StartConsoleAppOptions) {
    this.ports = ports;
    this.#ownsDataDir = options.dataDir === undefined;
    this.dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), "sluice-app-"));
    this.#startTimeoutMs = options.startTimeoutMs ?? 120_000;
    this.#withLauncher = options.withLauncher ?? false;
    this.#env = {
      SLUICE_PORT: `${ports.console}`,
      SLUICE_MQTT_PORT: `${ports.mqtt}`,
      SLUICE_MQTT_WS_PORT: `${ports.mqttWs}`,
      SLUICE_ROCKETMQ_NAMESRV_PORT: `${ports.namesrv}`,
      SLUICE_ROCKETMQ_BROKER_PORT: `${ports.broker}`,
      SLUICE_DATA_DIR: this.dataDir,
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_ENV: "production",
      // The supervisor in the console answers the signals, after the runtime has drained.
      NEXT_MANUAL_SIG_HANDLE: "true",
      ...options.env,
    };
  }

  get #hasEmbeddedRocketmq(): boolean {
    return (this.#env["SLUICE_EMBEDDED"] ?? "mqtt,rocketmq").includes("rocketmq");
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.ports.console}`;
  }

  get nameServer(): string {
    return `127.0.0.1:${this.ports.namesrv}`;
  }

  get appDatabaseFile(): string {
    return path.join(this.dataDir, "app.db");
  }

  get api(): ApiClient {
    return new ApiClient(this.baseUrl);
  }

  /** What was printed last; for messages of failed tests. */
  get output(): string {
    return this.#output;
  }

  /** Whoever read the output is gone, as with `npm start | head`. */
  closeOutput(): void {
    this.#child?.stdout?.destroy();
    this.#child?.stderr?.destroy();
  }

  async start(): Promise<Health> {
    assertBuilt();
    const child = spawn(process.execPath, toParameters(this.#withLauncher, this.ports.console), {
      cwd: rootDir,
      env: { ...process.env, ...this.#env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#child = child;
    const collect = (chunk: Buffer) => {
      this.#output = `${this.#output}${chunk.toString()}`.slice(-16_000);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    return await this.waitForHealth(this.#startTimeoutMs);
  }

  /** Resolves when console, runtime and embedded servers are up. */
  async waitForHealth(timeoutMs = 60_000): Promise<Health> {
    let health: Health | undefined;
    const hasEnded = () => this.#child !== undefined && this.#child.exitCode !== null;
    const isHealthy = async () => {
      if (hasEnded()) {
        return true;
      }
      const answer = await this.api.health();
      if (this.#hasEmbeddedRocketmq) {
        const { instanceId } = await this.api.embeddedRocketmq();
        await this.api.call("GET", `/rocketmq-instances/${instanceId}/topics?pageSize=1`);
      }
      health = answer;
      return true;
    };
    let cause: unknown;
    await waitFor(isHealthy, { timeoutMs, intervalMs: 100, what: "the product is healthy" }).catch((error) => {
      cause = error;
    });
    if (health === undefined) {
      throw new Error(`the product did not become healthy; it printed:\n${this.#output}`, { cause });
    }
    return health;
  }

  /** Every process that belongs to this copy: launcher, console, runtime, keepers and Java. */
  processes(): ProcessInfo[] {
    return listProcessesOf(this.dataDir);
  }

  javaProcesses(): { namesrv: ProcessInfo; broker: ProcessInfo } {
    const find = (mainClass: string) => {
      const found = this.processes().find(({ command }) => command.includes(mainClass) && command.includes("java"));
      if (found === undefined) {
        throw new Error(`no process of this copy runs ${mainClass}`);
      }
      return found;
    };
    return { namesrv: find("namesrv.NamesrvStartup"), broker: find("broker.BrokerStartup") };
  }

  /** Of the runtime that is up. One that was not heard of for some seconds, as on a busy machine, counts as down: it is waited for. */
  async runtimePid(): Promise<number> {
    let pid: number | undefined;
    const isUp = async () => {
      pid = (await this.api.health()).runtime.pid;
      return true;
    };
    await waitFor(isUp, { timeoutMs: 60_000, intervalMs: 100, what: "the runtime is up" });
    return pid ?? 0;
  }

  consolePid(): number {
    if (!this.#withLauncher && this.#child?.pid !== undefined) {
      return this.#child.pid;
    }
    const found = this.processes().find(({ command }) => /next-server|next start/.test(command));
    if (found === undefined) {
      throw new Error(
        `no console among: ${this.processes()
          .map(({ pid, command }) => `${pid} ${command}`)
          .join("; ")}`,
      );
    }
    return found.pid;
  }

  /** SIGTERM, as Ctrl-C or an init system does it; resolves when every process is gone. */
  async shutDown(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await exited;
    }
    await waitFor(() => this.processes().length === 0, {
      timeoutMs: 30_000,
      what: "every process of the product is gone",
    });
  }

  /** SIGKILL to every process of this copy at once: a power cut, as far as processes go. */
  async killAll(): Promise<void> {
    this.#child = undefined;
    await waitFor(
      () => {
        const left = this.processes();
        for (const { pid } of left) {
          signal(pid, "SIGKILL");
        }
        return left.length === 0;
      },
      { timeoutMs: 30_000, what: "every process of the product is dead" },
    );
  }

  async restart(): Promise<Health> {
    await this.shutDown();
    return await this.start();
  }

  /** Stops everything, by force where needed, and removes the temporary data. */
  async dispose(): Promise<void> {
    await this.shutDown().catch(() => this.killAll());
    if (this.#ownsDataDir) {
      rmSync(this.dataDir, { recursive: true, force: true });
    }
  }
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (isRunning(pid)) {
      throw error;
    }
  }
}

export async function startConsoleApp(options: StartConsoleAppOptions = {}): Promise<ConsoleApp> {
  const app = new ConsoleApp(options.ports ?? (await choosePorts()), options);
  try {
    await app.start();
  } catch (error) {
    await app.dispose();
    throw error;
  }
  return app;
}
