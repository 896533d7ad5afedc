import { say } from "@/lib/said/say";
import { acquireDataLock, type DataLock, DataLockedError } from "@/server/config/data-lock";
import { getSettings, SettingsError } from "@/server/config/env";
import { createLogger, type Logger } from "@/server/observability/logger";
import { productVersion } from "@/server/version";
import { parentChannel, serveConsole } from "./protocol-server";
import { Runtime } from "./runtime";

/** Drain, spool, close; whatever still hangs after that is cut. */
const stopMsMax = 15_000;
const lockCheckMs = 500;

function fail(log: Logger, error: unknown): never {
  if (error instanceof DataLockedError || error instanceof SettingsError) {
    log.fatal(error.message);
  } else {
    log.fatal({ err: error }, say("runtimeCannotGoOn"));
  }
  process.exit(1);
}

/** A process that was frozen while another took the folder must not touch it again: no drain, no checkpoint, no acknowledgement. */
function checkLock(lock: DataLock, log: Logger): void {
  if (!lock.isHeld()) {
    log.fatal(say("runtimeFolderHeld"));
    process.exit(1);
  }
}

async function main(): Promise<void> {
  const bootLog = createLogger({ name: "runtime" });
  process.on("uncaughtException", (error) => fail(bootLog, error));
  process.on("unhandledRejection", (error) => fail(bootLog, error));
  const settings = getSettings();
  const log = createLogger({ name: "runtime", level: settings.logLevel });
  const lock = acquireDataLock(settings.dataDir);
  setInterval(() => checkLock(lock, log), lockCheckMs).unref();
  const channel = parentChannel();
  const runtime = await Runtime.open({
    settings,
    log,
    send: (message) => channel?.send(message),
    onFatal: (error) => fail(log, error),
    checkLock: () => checkLock(lock, log),
  });
  let isStopping = false;
  const stop = (why: string) => {
    if (isStopping) {
      return;
    }
    isStopping = true;
    log.info({ why }, "stopping");
    // Not process.exit: what hangs may be one of its own handlers.
    setTimeout(() => process.kill(process.pid, "SIGKILL"), stopMsMax).unref();
    runtime.close().then(
      () => {
        lock.release();
        process.exit(0);
      },
      (error: unknown) => fail(log, error),
    );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  if (channel !== undefined) {
    serveConsole(channel, productVersion, {
      request: (request) => runtime.request(request),
      announce: () => runtime.reconcile(),
      stop: () => stop("the console is gone or asked for it"),
      onError: (err) => log.error({ err }, "a request failed"),
    });
  }
  runtime.start();
  log.info({ version: productVersion, pid: process.pid }, "runtime started");
}

await main();
