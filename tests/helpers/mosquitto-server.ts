import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { isListening } from "@/server/embedded/rocketmq/tcp-probe";
import { waitFor } from "./wait-for";

export interface TestMosquitto {
  url: string;
  pid(): number;
  stop(): Promise<void>;
  /** SIGKILL: what persistence had not written is gone. */
  kill(): Promise<void>;
  /** Stops in order when it runs, then starts with the same configuration and store. */
  restart(): Promise<void>;
  /** SIGHUP: reads password files again and throws out who is not admitted any more. */
  reload(): void;
  freeze(): void;
  thaw(): void;
}

export interface StartMosquittoOptions {
  port: number;
  /** Sessions and queued messages survive a restart. */
  persistence?: boolean;
  /** PEM files; the listener then speaks TLS only. */
  tls?: { certFile: string; keyFile: string; caFile?: string; requireCertificate?: boolean };
  /** Log-in is each listener's own; `config` says which. */
  perListener?: boolean;
  /** Further lines of mosquitto.conf; they stand last. */
  config?: string;
  /** Kept when given; a temporary folder is removed at `stop`. */
  dataDir?: string;
}

function findMosquitto(): string {
  const found = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"].find((file) =>
    existsSync(file),
  );
  return found ?? "mosquitto";
}

function toConfig(options: StartMosquittoOptions, dir: string): string {
  const { tls } = options;
  return [
    ...(options.perListener ? ["per_listener_settings true"] : []),
    `listener ${options.port} 127.0.0.1`,
    ...(tls ? [`certfile ${tls.certFile}`, `keyfile ${tls.keyFile}`] : []),
    ...(tls?.caFile ? [`cafile ${tls.caFile}`] : []),
    ...(tls?.requireCertificate ? ["require_certificate true"] : []),
    // Its defaults (1000 and 20) would make it drop or wait before the product under test does.
    "max_queued_messages 1000000",
    "max_inflight_messages 5000",
    `persistence ${options.persistence ? "true" : "false"}`,
    `persistence_location ${dir}/`,
    "autosave_interval 1",
    // As root it would change to a user that cannot read the temporary folder.
    `user ${userInfo().username}`,
    ...(options.config?.includes("allow_anonymous") ? [] : ["allow_anonymous true"]),
    options.config ?? "",
    "",
  ].join("\n");
}

async function endProcess(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  child.kill("SIGCONT");
  await exited;
}

/** A real Mosquitto on loopback. Resolves when it accepts connections. */
export async function startMosquitto(options: StartMosquittoOptions): Promise<TestMosquitto> {
  const dir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), "sluice-mosquitto-"));
  mkdirSync(dir, { recursive: true });
  const configFile = path.join(dir, "mosquitto.conf");
  writeFileSync(configFile, toConfig(options, dir));
  let child: ChildProcess | undefined;
  const start = async () => {
    let output = "";
    const started = spawn(findMosquitto(), ["-c", configFile], { stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    const collect = (chunk: Buffer) => {
      output = `${output}${chunk.toString()}`.slice(-4000);
    };
    started.stdout.on("data", collect);
    started.stderr.on("data", collect);
    started.once("error", (error) => collect(Buffer.from(error.message)));
    const isUp = async () => {
      if (started.exitCode !== null || started.pid === undefined) {
        throw new Error(`Mosquitto ended by itself: ${output}`);
      }
      return await isListening(options.port);
    };
    await waitFor(isUp, { what: `Mosquitto listens on ${options.port}` });
  };
  await start();
  return {
    url: `${options.tls ? "mqtts" : "mqtt"}://127.0.0.1:${options.port}`,
    pid: () => child?.pid ?? 0,
    stop: async () => {
      await endProcess(child, "SIGTERM");
      if (options.dataDir === undefined) {
        rmSync(dir, { recursive: true, force: true });
      }
    },
    kill: async () => await endProcess(child, "SIGKILL"),
    restart: async () => {
      await endProcess(child, "SIGTERM");
      await start();
    },
    reload: () => void child?.kill("SIGHUP"),
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
  };
}
