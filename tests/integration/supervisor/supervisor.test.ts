import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { buildBundles } from "@/scripts/build-runtime.mjs";
import { parseSettings } from "@/server/config/env";
import { identify, isAlive } from "@/server/config/process-identity";
import { isListening } from "@/server/embedded/rocketmq/tcp-probe";
import { Supervisor } from "@/server/supervisor/supervisor";
import { freePort, freeRocketmqPorts } from "../../helpers/ports";
import { waitFor } from "../../helpers/wait-for";

const rootDir = path.resolve(import.meta.dirname, "../../..");

async function prepare() {
  const dataDir = mkdtempSync(path.join(tmpdir(), "sluice-supervisor-"));
  const distDir = path.join(rootDir, "dist", `test-supervisor-${process.pid}`);
  mkdirSync(distDir, { recursive: true });
  await buildBundles(["keeper"], { outdir: distDir });
  // In the runtime's place; what it does is not what is tested here.
  writeFileSync(
    path.join(distDir, "runtime.mjs"),
    `process.send("ready"); setInterval(() => process.send("beat"), 500);`,
  );
  const { namesrvPort, brokerPort } = await freeRocketmqPorts();
  const env = {
    SLUICE_PORT: String(await freePort()),
    SLUICE_DATA_DIR: dataDir,
    SLUICE_ROCKETMQ_NAMESRV_PORT: String(namesrvPort),
    SLUICE_ROCKETMQ_BROKER_PORT: String(brokerPort),
    ...(process.env["JAVA_HOME"] && { JAVA_HOME: process.env["JAVA_HOME"] }),
  };
  const settings = { ...parseSettings(env as unknown as NodeJS.ProcessEnv, rootDir), distDir };
  const supervisor = new Supervisor(settings);
  onTestFinished(async () => {
    await supervisor.stop();
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(distDir, { recursive: true, force: true });
  });
  return { supervisor, brokerPort, namesrvPort };
}

describe("the supervisor", () => {
  test("brings runtime and RocketMQ up, tells their state, and leaves nothing behind when it stops", async () => {
    const { supervisor, brokerPort, namesrvPort } = await prepare();
    await supervisor.start();
    const isUp = () => {
      const { rocketmqBroker, rocketmqNameServer, mqtt } = supervisor.embeddedStatus();
      return [rocketmqBroker, rocketmqNameServer, mqtt].every((part) => part?.state === "running");
    };
    await waitFor(isUp, { timeoutMs: 60_000, what: "every part runs" });
    const broker = supervisor.embeddedStatus()["rocketmqBroker"];
    const identities = [broker?.pid, supervisor.runtime.pid].map((pid) => identify(pid ?? 0));
    expect(identities.every(isAlive)).toBe(true);
    await supervisor.stop();
    expect(identities.some(isAlive)).toBe(false);
    expect((await isListening(brokerPort)) || (await isListening(namesrvPort))).toBe(false);
  }, 120_000);
});
