import { spawn } from "node:child_process";

export const rootDir = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");

const running = new Set();

/** Ends what is under way when the person presses Ctrl-C or a supervisor says stop. */
export function stopCommands(signal) {
  for (const child of running) {
    child.kill(signal);
  }
}

/** Runs to its end; resolves to exit code and output. With `show` the output goes to the terminal as it comes. */
export async function run(command, args, { show = false, env = {}, cwd = rootDir, timeoutMs } = {}) {
  return await new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
      timeout: timeoutMs,
    });
    running.add(child);
    let output = "";
    const collect = (chunk) => {
      output = (output + chunk).slice(-64 * 1024);
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    const finish = (code) => {
      running.delete(child);
      resolve({ code, output });
    };
    child.once("error", (error) => {
      output += error.message;
      finish(127);
    });
    child.once("close", (code) => finish(code ?? 1));
  });
}

export async function hasCommand(command, args = ["--version"]) {
  return (await run(command, args)).code === 0;
}

export const isRoot = process.getuid?.() === 0;

/** Debian packages, when that is possible here; resolves to whether they are installed now. */
export async function installDebianPackages(...names) {
  if (!isRoot || !(await hasCommand("apt-get"))) {
    return false;
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], { env });
  return (await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], { env })).code === 0;
}
