import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";

const setpriv = "/usr/bin/setpriv";

function canExecute(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts a child that the kernel kills when this process dies, even by SIGKILL. Elsewhere than on Linux the next start ends what is left over. */
export function spawnBound(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return process.platform === "linux" && canExecute(setpriv)
    ? spawn(setpriv, ["--pdeathsig", "KILL", "--", command, ...args], options)
    : spawn(command, args, options);
}
