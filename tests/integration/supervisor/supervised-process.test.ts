import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { identify, isAlive } from "@/server/config/process-identity";
import { RotatingFile } from "@/server/embedded/rotating-file";
import { type ProcessSpec, SupervisedProcess } from "@/server/supervisor/supervised-process";
import { waitFor } from "../../helpers/wait-for";

/** A small program in the runtime's place: greets, echoes, and does what it is told. */
const echoProgram = `
  process.send({ type: "ready", pid: process.pid });
  process.on("message", (message) => process.send({ echo: message }));
  console.log("first line");
`;

function supervise(program: string, options: Partial<ProcessSpec> = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-supervised-"));
  const file = path.join(dir, "program.cjs");
  const logFile = path.join(dir, "logs", "program.log");
  writeFileSync(file, program);
  const supervised = new SupervisedProcess({
    name: "test",
    file,
    log: new RotatingFile(logFile),
    stopTimeoutMs: 3000,
    ...options,
  });
  onTestFinished(async () => {
    await supervised.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  return { supervised, readLog: () => readFileSync(logFile, "utf8") };
}

describe("a supervised process", () => {
  test("gets messages, answers them, and its lines are logged under its name", async () => {
    const { supervised, readLog } = supervise(echoProgram);
    const received: unknown[] = [];
    supervised.onMessage((value) => received.push(value));
    expect(supervised.send({ n: 0 })).toBe(false);
    supervised.start();
    await waitFor(() => supervised.state === "running");
    expect(supervised.send({ n: 1 })).toBe(true);
    await waitFor(() => received.some((value) => JSON.stringify(value) === '{"echo":{"n":1}}'));
    await waitFor(() => readLog().includes("[test] first line\n"));
  });

  test("is started again when it is killed, and listeners hear of both", async () => {
    const { supervised } = supervise(echoProgram);
    let downs = 0;
    let readies = 0;
    supervised.onDown(() => (downs += 1));
    supervised.onMessage(() => (readies += 1));
    supervised.start();
    await waitFor(() => supervised.state === "running");
    const { pid } = supervised;
    process.kill(pid ?? 0, "SIGKILL");
    await waitFor(() => supervised.state === "running" && supervised.pid !== pid, { what: "another process runs" });
    expect({ downs, readies }).toEqual({ downs: 1, readies: 2 });
  });

  test("is killed and started again when it is frozen", async () => {
    const { supervised } = supervise(`setInterval(() => process.send("beat"), 50);`, {
      silenceMax: { checks: 5, intervalMs: 100 },
    });
    supervised.start();
    await waitFor(() => supervised.state === "running");
    const { pid } = supervised;
    process.kill(pid ?? 0, "SIGSTOP");
    await waitFor(() => supervised.state === "running" && supervised.pid !== pid, { what: "another process runs" });
  });

  test("that ignores SIGTERM is killed by stop, and not started again", async () => {
    const { supervised } = supervise(
      `process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1000); process.send("up");`,
      {
        stopTimeoutMs: 200,
      },
    );
    supervised.start();
    await waitFor(() => supervised.state === "running");
    const identity = identify(supervised.pid ?? 0);
    await supervised.stop();
    expect(isAlive(identity)).toBe(false);
    expect(supervised.state).toBe("stopped");
    expect(supervised.pid).toBeUndefined();
  });

  test("that keeps failing tells why, and waits longer each time", async () => {
    const { supervised } = supervise(`console.error("no such luck"); process.exit(1);`);
    let downs = 0;
    supervised.onDown(() => (downs += 1));
    supervised.start();
    await waitFor(() => downs === 3);
    expect(supervised.state).toBe("restarting");
    expect(supervised.lastLine).toBe("no such luck");
  });
});
