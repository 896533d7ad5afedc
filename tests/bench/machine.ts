import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import path from "node:path";

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  kernel: string;
  node: string;
  java: string;
  mosquitto: string;
  rocketmq: string;
  /** npm packages that the figures depend on; those of the Java peers stand in their descriptions. */
  libraries: Record<string, string>;
  product: string;
  commit: string;
  isTreeClean: boolean;
  date: string;
}

const rootDir = path.resolve(import.meta.dirname, "../..");

function firstLine(command: string, parameters: string[]): string {
  try {
    const output = execFileSync(command, parameters, {
      cwd: rootDir,
      encoding: "utf8",
      timeout: 10_000,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return output.split("\n")[0]?.trim() ?? "";
  } catch (error) {
    // `mosquitto -h` prints its version and exits with 3.
    const output = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    return output.split("\n")[0]?.trim() ?? "unknown";
  }
}

export function describeMachine(): Machine {
  const manifest = JSON.parse(readFileSync(path.join(rootDir, "package.json"), "utf8")) as {
    version: string;
    dependencies: Record<string, string>;
  }; // safe because it is our own file
  const names = ["aedes", "mqtt", "mqtt-packet", "rocketmq-client-nodejs"];
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    java: firstLine("java", ["--version"]),
    mosquitto: firstLine("mosquitto", ["-h"]),
    rocketmq: "4.9.7 (gRPC rows: 5.5.0)",
    libraries: Object.fromEntries(names.map((name) => [name, manifest.dependencies[name] ?? "unknown"])),
    product: manifest.version,
    commit: firstLine("git", ["rev-parse", "--short=12", "HEAD"]),
    isTreeClean: firstLine("git", ["status", "--porcelain"]) === "",
    date: new Date().toISOString(),
  };
}
