import { accessSync, constants, existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rootDir } from "./run-command.mjs";
import { Refusal } from "./terminal.mjs";

const diskBytesMin = 1024 ** 3;

/** A `.env` beside package.json, as the console itself reads one; what is set in the environment wins. */
export function loadEnvFile() {
  const file = path.join(rootDir, ".env");
  if (existsSync(file) && typeof process.loadEnvFile === "function") {
    process.loadEnvFile(file);
  }
}

export function readSettings(tools) {
  try {
    return tools.parseSettings(process.env, rootDir);
  } catch (error) {
    if (error instanceof tools.SettingsError) {
      throw new Refusal(error.message);
    }
    throw error;
  }
}

function checkDir(dir, setting) {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK);
  } catch (error) {
    throw new Refusal(`${dir} cannot be written to (${error.code}). Set ${setting} to a folder of yours.`);
  }
  const { bavail, bsize } = statfsSync(dir);
  if (bavail * bsize < diskBytesMin) {
    const freeMib = Math.floor((bavail * bsize) / 1024 / 1024);
    throw new Refusal(
      `Only ${freeMib} MiB are free for ${dir}; 1024 MiB are needed. Free some, or set ${setting} to a folder on another disk.`,
    );
  }
}

function launcherFile(settings) {
  return path.join(settings.dataDir, "launcher.json");
}

function findOtherLauncher(settings, tools) {
  try {
    const found = JSON.parse(readFileSync(launcherFile(settings), "utf8"));
    return found.pid !== process.pid && tools.isAlive(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Everything that can be known to fail is said before anything is started, all of it at once where that makes sense. */
export async function checkMachine(settings, tools) {
  checkDir(settings.dataDir, "SLUICE_DATA_DIR");
  checkDir(settings.cacheDir, "SLUICE_CACHE_DIR");
  const other = findOtherLauncher(settings, tools);
  if (other) {
    throw new Refusal(
      `The data folder ${settings.dataDir} is in use by a running copy (process ${other.pid}, ${other.url}). Stop it, or set SLUICE_DATA_DIR and the ports to others.`,
    );
  }
  const problems = await tools.findPortProblems(settings);
  if (problems.length > 0) {
    throw new Refusal(problems.join("\n"));
  }
  writeFileSync(launcherFile(settings), JSON.stringify({ ...tools.identify(process.pid), url: consoleUrl(settings) }));
}

export function consoleUrl({ host, port }) {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
