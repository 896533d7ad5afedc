import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const rootDir = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Files that are, or are about to be, part of the project. Without git (an unpacked archive) there is nothing to check. */
export function listTrackedFiles() {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const output = execFileSync("git", args, { cwd: rootDir, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return [...new Set(output.split("\n"))].filter((file) => file !== "" && existsSync(path.join(rootDir, file)));
}

export function readText(file) {
  return readFileSync(path.join(rootDir, file), "utf8");
}
