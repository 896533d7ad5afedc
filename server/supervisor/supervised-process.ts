import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { RestartBackoff } from "@/server/embedded/keeper/backoff";
import type { RotatingFile } from "@/server/embedded/rotating-file";
import type { RuntimeChannel } from "@/server/protocol/channel";
import { LinePrefixer } from "./line-prefixer";

export interface ProcessSpec {
  /** Stands before each of its lines. */
  name: string;
  /** Path of a bundle. Given at run time, so that no bundler of the console follows it. */
  file: string;
  args?: readonly string[];
  /** Of V8 and Node. */
  nodeOptions?: readonly string[];
  env?: Readonly<Record<string, string>>;
  log: RotatingFile;
  /** From SIGTERM to SIGKILL. */
  stopTimeoutMs: number;
  /** A process that was heard and says nothing for so long is frozen: it is killed and started anew. Undefined: it may be silent. */
  silenceMax?: { checks: number; intervalMs: number };
}

export type ProcessState = "starting" | "running" | "restarting" | "stopped";

/** Keeps one Node process running with an IPC channel to it, until `stop`. */
export class SupervisedProcess implements RuntimeChannel {
  readonly #spec: ProcessSpec;
  readonly #backoff = new RestartBackoff();
  readonly #messageListeners = new Set<(value: unknown) => void>();
  readonly #downListeners = new Set<() => void>();
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #restartTimer: NodeJS.Timeout | undefined;
  #state: ProcessState = "stopped";
  #lastLine = "";
  #silentChecks = 0;

  constructor(spec: ProcessSpec) {
    this.#spec = spec;
  }

  get state(): ProcessState {
    return this.#state;
  }
  /** Of the process of the moment. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }
  get isUp(): boolean {
    return this.#child?.connected === true;
  }
  /** The last line it wrote to its error output before it ended: usually why. */
  get lastLine(): string {
    return this.#lastLine;
  }

  start(): void {
    if (this.#state === "stopped") {
      this.#spawn();
    }
  }

  send(value: unknown): boolean {
    const child = this.#child;
    if (!child?.connected) {
      return false;
    }
    // The callback takes the error of a channel that closes meanwhile; without it the error would be thrown.
    child.send(value as object, () => undefined);
    return true;
  }

  onMessage(listener: (value: unknown) => void): () => void {
    this.#messageListeners.add(listener);
    return () => void this.#messageListeners.delete(listener);
  }

  onDown(listener: () => void): () => void {
    this.#downListeners.add(listener);
    return () => void this.#downListeners.delete(listener);
  }

  /** SIGTERM, then SIGKILL. Resolves when it is gone; it is not started again. */
  async stop(): Promise<void> {
    this.#state = "stopped";
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (!child) {
      return;
    }
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), this.#spec.stopTimeoutMs);
    await this.#exited;
    clearTimeout(timer);
  }

  #spawn(): void {
    const { name, file, args = [], nodeOptions = [], env = {}, log } = this.#spec;
    if (!existsSync(file)) {
      this.#lastLine = `${file} is missing; run the build`;
      this.#restart(0);
      return;
    }
    this.#state = "starting";
    this.#silentChecks = 0;
    const startedMs = performance.now();
    const child = spawn(process.execPath, ["--enable-source-maps", ...nodeOptions, file, ...args], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: { ...process.env, ...env },
    });
    this.#child = child;
    const prefixer = new LinePrefixer(name, (line) => {
      process.stdout.write(line);
      log.write(line);
    });
    child.stdout?.on("data", (chunk: Buffer) => prefixer.write(chunk));
    child.stderr?.on("data", (chunk: Buffer) => {
      prefixer.write(chunk);
      this.#lastLine = chunk.toString().trimEnd().split("\n").at(-1)?.slice(0, 500) ?? "";
    });
    child.on("message", (value) => this.#receive(value));
    const silenceTimer = this.#watchSilence(child);
    this.#exited = new Promise((resolve) => {
      const finish = () => {
        clearInterval(silenceTimer);
        prefixer.flush();
        if (this.#child === child) {
          this.#child = undefined;
          this.#goDown(performance.now() - startedMs);
        }
        resolve();
      };
      child.once("error", finish);
      child.once("exit", finish);
    });
  }

  #receive(value: unknown): void {
    this.#silentChecks = 0;
    if (this.#state === "starting") {
      this.#state = "running";
    }
    for (const listener of this.#messageListeners) {
      listener(value);
    }
  }

  #goDown(ranMs: number): void {
    for (const listener of this.#downListeners) {
      listener();
    }
    if (this.#state !== "stopped") {
      this.#restart(ranMs);
    }
  }

  #restart(ranMs: number): void {
    this.#state = "restarting";
    this.#restartTimer = setTimeout(() => this.#spawn(), this.#backoff.nextMs(ranMs));
  }

  /** Counts checks, not time: when this process itself was frozen only one check is due after it. */
  #watchSilence(child: ChildProcess): NodeJS.Timeout | undefined {
    const { silenceMax } = this.#spec;
    if (!silenceMax) {
      return undefined;
    }
    const timer = setInterval(() => {
      this.#silentChecks += 1;
      if (this.#state === "running" && this.#silentChecks > silenceMax.checks) {
        child.kill("SIGKILL");
      }
    }, silenceMax.intervalMs);
    timer.unref();
    return timer;
  }
}
