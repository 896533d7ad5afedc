import type { ChildProcess } from "node:child_process";
import path from "node:path";
import { spawnBound } from "@/server/embedded/process-start";
import { checkHealth } from "@/server/embedded/rocketmq/health";
import { toJvmCommand } from "@/server/embedded/rocketmq/jvm-command";
import { StoreCap } from "@/server/embedded/rocketmq/store-cap";
import { writeConfiguration } from "@/server/embedded/rocketmq/write-configuration";
import { RotatingFile } from "@/server/embedded/rotating-file";
import { RestartBackoff } from "./backoff";
import type { KeeperMessage, KeeperSpec } from "./keeper-messages";
import { KeeperRecord } from "./keeper-record";

interface KeeperTimes {
  startTimeoutMs: number;
  healthIntervalMs: number;
  /** Failed checks in a row after which the server is killed and started anew. */
  failuresMax: number;
  storeIntervalMs: number;
  stopTimeoutMs: number;
}

const keeperTimes: KeeperTimes = {
  startTimeoutMs: 120_000,
  healthIntervalMs: 2000,
  failuresMax: 6,
  storeIntervalMs: 10_000,
  stopTimeoutMs: 12_000,
};

type Report = Omit<KeeperMessage, "type">;

/** Runs one Java server until `stop`: starts it, watches it, starts it again, keeps its store under the cap. */
export class Keeper {
  readonly #spec: KeeperSpec;
  readonly #times: KeeperTimes;
  readonly #report: (report: Report) => void;
  readonly #record: KeeperRecord;
  readonly #output: RotatingFile;
  readonly #stopping = new AbortController();
  readonly #storeCap: StoreCap;
  #lastReport = "";

  constructor(spec: KeeperSpec, report: (report: Report) => void, times = keeperTimes) {
    this.#spec = spec;
    this.#report = report;
    this.#times = times;
    this.#record = new KeeperRecord(path.join(spec.server.dir, `keeper-${spec.part}.json`));
    this.#output = new RotatingFile(path.join(spec.logDir, `rocketmq-${spec.part}-${spec.server.version}.log`));
    this.#storeCap = new StoreCap(spec.server);
  }

  /** Resolves when the server is down after `stop`; rejects when another living copy keeps it. */
  async run(): Promise<void> {
    await this.#record.takeOver();
    const backoff = new RestartBackoff();
    while (!this.#isStopping()) {
      const startedMs = performance.now();
      const why = await this.#runOnce().catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      if (this.#isStopping()) {
        break;
      }
      const pauseMs = backoff.nextMs(performance.now() - startedMs);
      this.#say({ state: "restarting", detail: why });
      await this.#pause(pauseMs);
    }
    this.#record.write(undefined);
    this.#output.close();
  }

  stop(): void {
    this.#stopping.abort();
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #say(report: Report): void {
    const text = JSON.stringify(report);
    if (text !== this.#lastReport) {
      this.#lastReport = text;
      this.#report(report);
    }
  }

  async #pause(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    await new Promise<void>((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      signal.addEventListener("abort", finish);
      if (signal.aborted) {
        finish();
      }
    });
  }

  async #runOnce(): Promise<string> {
    const { server, part, java } = this.#spec;
    // Afresh each time: the broker writes changed settings into its file.
    await writeConfiguration(server);
    this.#storeCap.forget();
    const { command, args, env, cwd } = toJvmCommand(server, part, java);
    const child = spawnBound(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout?.on("data", (chunk: Buffer) => this.#output.write(chunk));
    child.stderr?.on("data", (chunk: Buffer) => this.#output.write(chunk));
    const exited = new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(`could not be started: ${error.message}`));
      child.once("exit", (code, signal) => resolve(`ended by itself (${signal ?? `exit code ${code ?? "unknown"}`})`));
    });
    this.#record.write(child.pid);
    this.#say({ state: "starting", pid: child.pid });
    const isOver = { value: false };
    void exited.then(() => {
      isOver.value = true;
    });
    const watched = this.#watch(child, isOver);
    const why = await Promise.race([exited, watched]);
    await this.#end(child, isOver, exited);
    await watched;
    return why;
  }

  /** Resolves with the reason why the server should be ended; it looks until then. */
  async #watch(child: ChildProcess, isOver: { value: boolean }): Promise<string> {
    const { server, part } = this.#spec;
    const startedMs = performance.now();
    let failures = 0;
    let hasAnswered = false;
    let nextStoreCheckMs = 0;
    while (!isOver.value && !this.#isStopping()) {
      try {
        const remark = await checkHealth(server, part);
        hasAnswered = true;
        failures = 0;
        this.#say({ state: "running", pid: child.pid, detail: remark });
        if (part === "broker" && performance.now() >= nextStoreCheckMs) {
          await this.#storeCap.check();
          nextStoreCheckMs = performance.now() + (this.#storeCap.isDeleting ? 0 : this.#times.storeIntervalMs);
        }
      } catch (error) {
        failures += 1;
        const detail = error instanceof Error ? error.message : String(error);
        if (hasAnswered && failures >= this.#times.failuresMax) {
          return `did not answer any more (${detail})`;
        }
        if (!hasAnswered && performance.now() - startedMs > this.#times.startTimeoutMs) {
          return `did not come up within ${this.#times.startTimeoutMs / 1000} s`;
        }
        if (hasAnswered && failures > 1) {
          this.#say({ state: "unhealthy", pid: child.pid, detail });
        }
      }
      await this.#pause(hasAnswered ? this.#times.healthIntervalMs : 250);
    }
    return "stopped";
  }

  async #end(child: ChildProcess, isOver: { value: boolean }, exited: Promise<string>): Promise<void> {
    if (isOver.value) {
      return;
    }
    child.kill(this.#isStopping() ? "SIGTERM" : "SIGKILL");
    const timer = setTimeout(() => child.kill("SIGKILL"), this.#times.stopTimeoutMs);
    await exited;
    clearTimeout(timer);
  }
}
