import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { digestOf, isStamped, writeStamp } from "./digest.mjs";
import { hasCommand, installDebianPackages, rootDir, run } from "./run-command.mjs";
import { Refusal, say, step } from "./terminal.mjs";

const installStamp = path.join(rootDir, "node_modules", ".sluice-installed");

/** Compares `20.9` and such with a version; numbers only. */
function isAtLeast(version, minimum) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [majorMin = 0, minorMin = 0] = minimum.split(".").map(Number);
  return major > majorMin || (major === majorMin && minor >= minorMin);
}

export function checkNode(version = process.versions.node) {
  const minimum = JSON.parse(readFileSync(path.join(rootDir, "package.json"), "utf8")).engines.node.replace(">=", "");
  if (!isAtLeast(version, minimum)) {
    throw new Refusal(`This is Node ${version}; ${minimum} or newer is needed. Install a newer Node and start again.`);
  }
}

async function opensDatabase() {
  const code = 'import("better-sqlite3").then(({ default: D }) => new D(":memory:").close())';
  return (await run(process.execPath, ["-e", code])).code === 0;
}

// npm runs here with the environment of an outer npm; its settings of that run (such as --silent) must not leak into this one.
const npmEnv = { CI: "true", npm_config_production: "", npm_config_loglevel: "notice", NODE_ENV: "development" };

async function provideSqlite() {
  if (await opensDatabase()) {
    return;
  }
  // No binary for this platform could be downloaded, and the compilation failed or was not run.
  const hasTools = (await hasCommand("g++")) && (await hasCommand("make")) && (await hasCommand("python3"));
  if (!hasTools) {
    say("installing a compiler for SQLite");
    if (!(await installDebianPackages("build-essential", "python3"))) {
      throw new Refusal(
        "SQLite must be compiled here, which needs a C++ compiler, make and Python 3. Install them (Debian, Ubuntu: apt install build-essential python3) and start again.",
      );
    }
  }
  const rebuilt = await step("compiling SQLite (about 2 minutes)", () =>
    run("npm", ["rebuild", "better-sqlite3", "--foreground-scripts"], { env: npmEnv }),
  );
  if (rebuilt.code !== 0 || !(await opensDatabase())) {
    throw new Refusal(`SQLite could not be compiled:\n${rebuilt.output.slice(-3000)}`);
  }
}

/**
 * `npm ci` wants every platform's optional packages in the lock file. A registry that holds one platform's only leaves the others out of it,
 * and then the same versions are installed by `npm install`, which neither asks for them nor writes the lock file.
 */
async function installLocked(...options) {
  const common = ["--no-audit", "--no-fund", ...options];
  const ended = await run("npm", ["ci", ...common], { env: npmEnv });
  const isLockIncomplete = ended.code !== 0 && ended.output.includes("in sync");
  return isLockIncomplete ? await run("npm", ["install", "--no-save", ...common], { env: npmEnv }) : ended;
}

/** Brings node_modules to what package-lock.json says; nothing to do and no network when that was done before. */
export async function install() {
  const digest = `${digestOf(rootDir, ["package.json", "package-lock.json"])} node ${process.versions.modules}`;
  if (isStamped(installStamp, digest)) {
    return;
  }
  rmSync(installStamp, { force: true });
  await step("installing packages (a minute; several where SQLite must be compiled)", async () => {
    const ended = await installLocked();
    if (ended.code === 0) {
      return;
    }
    // A failed compilation of SQLite takes the whole installation with it; without scripts the rest is installed, and the compiler comes next.
    const rest = await installLocked("--ignore-scripts");
    if (rest.code !== 0) {
      throw new Refusal(
        `The packages could not be installed:\n${rest.output.slice(-3000)}\nCheck the network, and npm's registry setting.`,
      );
    }
    await run("npm", ["rebuild", "esbuild"], { env: npmEnv });
  });
  await provideSqlite();
  writeStamp(installStamp, digest);
}
