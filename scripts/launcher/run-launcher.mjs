import { checkNode, install } from "./install.mjs";
import { stopCommands } from "./run-command.mjs";
import { Refusal, say } from "./terminal.mjs";

async function prepare(isDev) {
  checkNode();
  const { loadEnvFile, readSettings, checkMachine } = await import("./preflight.mjs");
  loadEnvFile();
  await install();
  // These need packages.
  const { build, loadTools } = await import("./build.mjs");
  const { buildBundles } = await import("../build-runtime.mjs");
  const { provideEmbedded } = await import("./provide.mjs");
  const tools = await loadTools();
  const settings = readSettings(tools);
  await checkMachine(settings, tools);
  const env = await provideEmbedded(settings, tools);
  await (isDev ? buildBundles() : build());
  return { settings, env };
}

/** Resolves to the exit code when the product has stopped. */
export async function runLauncher({ isDev = false } = {}) {
  let consoleProcess;
  let isStopping = false;
  const stop = (signal) => {
    if (!isStopping) {
      say("stopping …");
    }
    isStopping = true;
    stopCommands("SIGTERM");
    void consoleProcess?.stop(signal === "SIGHUP" ? "SIGTERM" : signal);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => stop(signal));
  }
  try {
    const { settings, env } = await prepare(isDev);
    if (isStopping) {
      return 0;
    }
    const { ConsoleProcess } = await import("./console-process.mjs");
    consoleProcess = new ConsoleProcess(settings, { env, isDev });
    await consoleProcess.run();
    say("stopped");
    return 0;
  } catch (error) {
    if (isStopping) {
      return 0;
    }
    if (error instanceof Refusal) {
      process.stderr.write(`\n${error.message}\n`);
      return 1;
    }
    throw error;
  }
}
