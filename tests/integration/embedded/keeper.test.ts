import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { buildBundles } from "@/scripts/build-runtime.mjs";
import { identify, isAlive, type ProcessIdentity } from "@/server/config/process-identity";
import { findJava } from "@/server/embedded/java/find-java";
import type { KeeperSpec } from "@/server/embedded/keeper/keeper-messages";
import { isListening } from "@/server/embedded/rocketmq/tcp-probe";
import { freeRocketmqPorts } from "../../helpers/ports";
import { waitFor } from "../../helpers/wait-for";

const rootDir = path.resolve(import.meta.dirname, "../../..");
const outdir = path.join(rootDir, "dist", "test-keeper");
const keeperFile = path.join(outdir, "keeper.mjs");

beforeAll(async () => {
  await buildBundles(["keeper"], { outdir });
  return () => rmSync(outdir, { recursive: true, force: true });
});

/** Stands for the console: starts a keeper with a channel to it, and does nothing else. */
const parentProgram = `
  const { spawn } = require("node:child_process");
  const keeper = spawn(process.execPath, [process.argv[1], process.argv[2]], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  keeper.on("exit", (code) => process.exit(code ?? 9));
`;

async function prepare(part: KeeperSpec["part"] = "namesrv"): Promise<KeeperSpec> {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-keeper-"));
  const { found } = await findJava({ cacheDir: path.join(rootDir, ".cache") });
  const ports = await freeRocketmqPorts();
  const server = {
    version: "4.9.7" as const,
    dir,
    cacheDir: path.join(rootDir, ".cache"),
    ...ports,
    grpcPort: 0,
    storeBytesMax: 2 ** 31,
  };
  return { part, java: found?.java ?? "java", logDir: path.join(dir, "logs"), server };
}

function startConsole(spec: KeeperSpec): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, ["-e", parentProgram, keeperFile, JSON.stringify(spec)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  return { child, output: () => output };
}

interface Record {
  keeper: ProcessIdentity;
  server?: ProcessIdentity;
}

function readRecord(spec: KeeperSpec): Record | undefined {
  const file = path.join(spec.server.dir, `keeper-${spec.part}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record) : undefined;
}

async function waitUntilUp(
  spec: KeeperSpec,
  not?: number,
): Promise<{ keeper: ProcessIdentity; server: ProcessIdentity }> {
  let found: Record | undefined;
  await waitFor(
    async () => {
      found = readRecord(spec);
      return (
        found?.server &&
        found.server.pid !== not &&
        isAlive(found.server) &&
        (await isListening(spec.server.namesrvPort))
      );
    },
    { timeoutMs: 50_000, what: "the kept server listens" },
  );
  if (!found?.server) {
    throw new Error("the record names no server");
  }
  return { keeper: found.keeper, server: found.server };
}

function cleanUp(spec: KeeperSpec, consoles: ChildProcess[]): void {
  onTestFinished(async () => {
    const record = readRecord(spec);
    for (const child of consoles) {
      child.kill("SIGKILL");
    }
    await waitFor(() => !isAlive(record?.keeper) && !isAlive(record?.server), {
      timeoutMs: 30_000,
      what: "everything ended",
    });
    rmSync(spec.server.dir, { recursive: true, force: true });
  });
}

describe("keeper", () => {
  test("starts its server again when the server is killed", async () => {
    const spec = await prepare();
    const { child } = startConsole(spec);
    cleanUp(spec, [child]);
    const first = await waitUntilUp(spec);
    process.kill(first.server.pid, "SIGKILL");
    const second = await waitUntilUp(spec, first.server.pid);
    expect(second.keeper).toEqual(first.keeper);
  });

  test("ends its server when the console is killed", async () => {
    const spec = await prepare();
    const { child } = startConsole(spec);
    cleanUp(spec, [child]);
    const { keeper, server } = await waitUntilUp(spec);
    child.kill("SIGKILL");
    await waitFor(() => !isAlive(server) && !isAlive(keeper), {
      timeoutMs: 20_000,
      what: "keeper and server are gone",
    });
    expect(await isListening(spec.server.namesrvPort)).toBe(false);
  });

  test.runIf(process.platform === "linux")("leaves no server behind when it is killed itself", async () => {
    const spec = await prepare();
    const { child } = startConsole(spec);
    cleanUp(spec, [child]);
    const { keeper, server } = await waitUntilUp(spec);
    process.kill(keeper.pid, "SIGKILL");
    await waitFor(() => !isAlive(server), { timeoutMs: 5000, what: "the server is gone" });
  });

  test("takes over from a frozen keeper whose console is dead", async () => {
    const spec = await prepare();
    const { child } = startConsole(spec);
    const first = await waitUntilUp(spec);
    process.kill(first.keeper.pid, "SIGSTOP");
    child.kill("SIGKILL");
    await waitFor(() => identify(child.pid ?? 0) === undefined, { what: "the console is gone" });
    const next = startConsole(spec);
    cleanUp(spec, [child, next.child]);
    const second = await waitUntilUp(spec, first.server.pid);
    expect(second.keeper.pid).not.toBe(first.keeper.pid);
    expect(isAlive(first.keeper) || isAlive(first.server)).toBe(false);
  });

  test("refuses the data folder of another living console, naming it", async () => {
    const spec = await prepare();
    const { child } = startConsole(spec);
    cleanUp(spec, [child]);
    const { server } = await waitUntilUp(spec);
    const other = startConsole(spec);
    const code = await new Promise((resolve) => other.child.once("exit", resolve));
    expect(code).toBe(3);
    await waitFor(() => other.output().includes(`process ${child.pid}`), { what: "the holder is named" });
    expect(isAlive(server)).toBe(true);
  });
});
