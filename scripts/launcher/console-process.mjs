import { spawn } from "node:child_process";
import { nextBin } from "./build.mjs";
import { consoleUrl } from "./preflight.mjs";
import { rootDir } from "./run-command.mjs";
import { say } from "./terminal.mjs";

const restartMaxMs = 30_000;
/** Runtime 12 s and keepers 20 s at most, one after the other. */
const stopTimeoutMs = 40_000;

async function isHealthy(settings) {
  try {
    const response = await fetch(`${consoleUrl(settings)}/api/v1/health`, { signal: AbortSignal.timeout(5000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** Runs the console, again when it dies, until `stop`. */
export class ConsoleProcess {
  #settings;
  #env;
  #isDev;
  #child;
  #isStopping = false;
  #restarts = 0;
  #finish;
  #wake;

  constructor(settings, { env, isDev }) {
    this.#settings = settings;
    this.#env = env;
    this.#isDev = isDev;
    this.finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  async run() {
    while (!this.#isStopping) {
      const startedMs = performance.now();
      const ended = this.#spawn();
      this.#announce(this.#child);
      const how = await ended;
      if (this.#isStopping) {
        break;
      }
      this.#restarts = performance.now() - startedMs > 60_000 ? 1 : this.#restarts + 1;
      const pauseMs = Math.min(restartMaxMs, 500 * 2 ** (this.#restarts - 1));
      say(`the console ended (${how}); starting it again in ${pauseMs / 1000} s`);
      await this.#pause(pauseMs);
    }
    this.#finish();
  }

  /** Idempotent; a second call does not wait any longer. */
  async stop(signal = "SIGTERM") {
    if (this.#isStopping) {
      this.#child?.kill("SIGKILL");
      return;
    }
    this.#isStopping = true;
    this.#wake?.();
    const child = this.#child;
    child?.kill(signal);
    const timer = setTimeout(() => child?.kill("SIGKILL"), stopTimeoutMs);
    await this.finished;
    clearTimeout(timer);
  }

  async #pause(ms) {
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #spawn() {
    const { host, port } = this.#settings;
    const mode = this.#isDev ? "dev" : "start";
    const child = spawn(process.execPath, [nextBin, mode, "--hostname", host, "--port", String(port)], {
      cwd: rootDir,
      // The channel carries nothing; its closing tells the console that the launcher is gone.
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      // A process group of its own: Ctrl-C reaches the launcher alone, which stops the parts in order.
      detached: true,
      env: {
        ...process.env,
        ...this.#env,
        NODE_ENV: this.#isDev ? "development" : "production",
        NEXT_TELEMETRY_DISABLED: "1",
        // The supervisor in the console answers the signals, after the runtime has drained.
        NEXT_MANUAL_SIG_HANDLE: "true",
      },
    });
    this.#child = child;
    return await new Promise((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
  }

  async #announce(child) {
    const isCurrent = () =>
      child === this.#child && child.exitCode === null && child.signalCode === null && !this.#isStopping;
    while (isCurrent()) {
      if (await isHealthy(this.#settings)) {
        say(`Sluice is ready: ${consoleUrl(this.#settings)}`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
