import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export interface ProcessInfo {
  pid: number;
  parentPid: number;
  command: string;
}

function readProcess(pid: number): ProcessInfo | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name may hold spaces and brackets: fields are counted behind the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") {
      return undefined;
    }
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return { pid, parentPid: Number(fields[1]), command };
  } catch {
    return undefined;
  }
}

/** Every process of this computer that is not a zombie. */
export function listProcesses(): ProcessInfo[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((info) => info !== undefined);
}

export function isRunning(pid: number): boolean {
  return readProcess(pid) !== undefined;
}

/** Processes whose command names this folder, or that work or were started with it: those of one copy of the product. */
export function listProcessesOf(dataDir: string): ProcessInfo[] {
  return listProcesses().filter(
    ({ pid, command }) => pid !== process.pid && (command.includes(dataDir) || usesDir(pid, dataDir)),
  );
}

function usesDir(pid: number, dataDir: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`).startsWith(dataDir) ||
      readFileSync(`/proc/${pid}/environ`, "utf8").includes(`SLUICE_DATA_DIR=${dataDir}\0`)
    );
  } catch {
    return false;
  }
}

const ticksPerSecond = 100;

/** CPU seconds (user and system) that a process has used, its threads included. */
export function readCpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

export function readResidentBytes(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(match?.[1] ?? 0) * 1024;
}
