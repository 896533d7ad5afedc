import { spawn } from "node:child_process";
import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { acquireDataLock, DataLockedError } from "@/server/config/data-lock";
import { waitFor } from "../../helpers/wait-for";

const rootDir = path.resolve(import.meta.dirname, "../../..");
// Below the product's folder, so that the bundle finds its packages.
const bundle = path.join(rootDir, "dist", "test-data-lock", "holder.mjs");

beforeAll(async () => {
  const contents = `import { acquireDataLock } from "@/server/config/data-lock";
    acquireDataLock(process.argv[2]); process.stdout.write("held"); setInterval(() => undefined, 1000);`;
  await build({
    stdin: { contents, resolveDir: rootDir, loader: "ts" },
    absWorkingDir: rootDir,
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
  });
  return () => rmSync(path.dirname(bundle), { recursive: true, force: true });
});

function temporaryDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-lock-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function startHolder(dir: string): Promise<{ pid: number; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, [bundle, dir], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  await waitFor(() => output.includes("held"), { what: "the other process holds the lock" });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  return {
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

describe("the lock on the data folder", () => {
  test("keeps a second process out, names the holder, and is free once the holder was killed", async () => {
    const dir = temporaryDir();
    const holder = await startHolder(dir);
    expect(() => acquireDataLock(dir)).toThrow(DataLockedError);
    expect(() => acquireDataLock(dir)).toThrow(`process ${holder.pid}`);
    await holder.kill();
    const lock = acquireDataLock(dir);
    expect(lock.isHeld()).toBe(true);
    lock.release();
    expect(lock.isHeld()).toBe(false);
  });

  test("tells a process that slept that its lock file was replaced", () => {
    const dir = temporaryDir();
    const sleeper = acquireDataLock(dir);
    renameSync(path.join(dir, "runtime.lock"), path.join(dir, "moved-away"));
    const successor = acquireDataLock(dir);
    expect(sleeper.isHeld()).toBe(false);
    expect(successor.isHeld()).toBe(true);
    sleeper.release();
    successor.release();
  });
});
