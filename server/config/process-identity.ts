import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process that is not mistaken for a later one with the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When the kernel started it, in whatever words the platform has. */
  startStamp: string;
}

function linuxStamp(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name in parentheses may hold anything, so count from its end: field 3 is the state, field 22 the start time.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return fields[0] === "Z" || fields[0] === "X" ? undefined : `${boot}:${fields[19] ?? ""}`;
}

/** Undefined when there is no such process (or only a zombie of it). */
function findStartStamp(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      return linuxStamp(pid);
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

export function identify(pid: number): ProcessIdentity | undefined {
  const startStamp = findStartStamp(pid);
  return startStamp === undefined ? undefined : { pid, startStamp };
}

export function isAlive(identity: ProcessIdentity | undefined): boolean {
  return identity !== undefined && findStartStamp(identity.pid) === identity.startStamp;
}

/** SIGTERM, then SIGKILL when it is still there after `timeoutMs`. Never touches a process that merely has the same number. */
export async function endByIdentity(identity: ProcessIdentity | undefined, timeoutMs: number): Promise<void> {
  if (identity === undefined) {
    return;
  }
  for (const [signal, waitMs] of [
    ["SIGTERM", timeoutMs],
    ["SIGKILL", 5000],
  ] as const) {
    if (!isAlive(identity)) {
      return;
    }
    process.kill(identity.pid, signal);
    const deadlineMs = performance.now() + waitMs;
    while (isAlive(identity) && performance.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
