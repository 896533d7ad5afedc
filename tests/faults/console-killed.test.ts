import { afterEach, expect, onTestFinished, test } from "vitest";
import { ConsoleApp, choosePorts, signal, startConsoleApp } from "@/tests/helpers/console-app";
import { isRunning, readCpuSeconds } from "@/tests/helpers/process-tree";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { prepareOutbound, verifyDelivery, waitForState, waitUntilDrained } from "./outbound";

let app: ConsoleApp | undefined;
afterEach(async () => {
  await app?.dispose();
  app = undefined;
});

test("the console killed under load: no process stays behind, and the next start continues without a loss", async () => {
  const started = await startConsoleApp();
  app = started;
  const rule = await prepareOutbound(started, { topic: "console-killed" });
  const publisher = new SequencePublisher({
    port: started.ports.mqtt,
    parentTopic: rule.topic,
    clients: 10,
    subtopics: 20,
    ratePerSecond: 2_000,
    qos: 1,
  });
  onTestFinished(() => publisher.close());
  await waitFor(() => publisher.acknowledged.size > 4_000, { timeoutMs: 60_000, what: "messages flow" });
  const before = started.processes();
  signal(started.consolePid(), "SIGKILL");
  const left = () =>
    before.filter(({ pid }) => isRunning(pid)).map(({ pid, command }) => `${pid} ${command.slice(-120)}`);
  await expect
    .poll(left, { timeout: 60_000, interval: 200, message: "runtime, keepers and Java end by themselves" })
    .toEqual([]);

  await started.start();
  await waitForState(rule, "running", 60_000);
  await waitFor(() => publisher.reconnects >= 10, { timeoutMs: 60_000, what: "every publisher is back" });
  await publisher.stop();
  await waitUntilDrained(rule, 60_000);
  expect(await verifyDelivery(publisher, started.nameServer, rule.topic)).toMatchObject({ lost: 0, outOfOrder: 0 });
});

test("the console killed under the launcher: it comes back, and everything acknowledged meanwhile is in RocketMQ", async () => {
  const started = await startConsoleApp({ withLauncher: true });
  app = started;
  const rule = await prepareOutbound(started, { topic: "console-only" });
  const publisher = new SequencePublisher({
    port: started.ports.mqtt,
    parentTopic: rule.topic,
    ratePerSecond: 500,
    qos: 1,
  });
  onTestFinished(() => publisher.close());
  await waitFor(() => publisher.acknowledged.size > 500, { timeoutMs: 60_000, what: "messages flow" });
  const pid = started.consolePid();
  signal(pid, "SIGKILL");
  await waitFor(() => !isRunning(pid), { timeoutMs: 30_000 });
  await started.waitForHealth(120_000);
  expect(started.consolePid()).not.toBe(pid);
  await waitForState(rule, "running", 60_000);
  await publisher.stop();
  await waitUntilDrained(rule, 60_000);
  expect(await verifyDelivery(publisher, started.nameServer, rule.topic)).toMatchObject({ lost: 0, outOfOrder: 0 });
});

test("a restart keeps rules, their states, totals and history", async () => {
  const started = await startConsoleApp();
  app = started;
  const rule = await prepareOutbound(started, { topic: "kept" });
  const publisher = new SequencePublisher({ port: started.ports.mqtt, parentTopic: rule.topic, messages: 300, qos: 1 });
  onTestFinished(() => publisher.close());
  await publisher.done;
  const totals = await waitUntilDrained(rule, 60_000, 300);
  await waitForState(rule, "running", 60_000);
  const shown = await started.api.rule(rule.ruleId);
  await started.restart();
  await waitForState(rule, "running", 60_000);
  const again = await started.api.rule(rule.ruleId);
  expect({ ...again, stateSince: "" }).toEqual({ ...shown, stateSince: "" });
  expect((await started.api.metrics(rule.ruleId)).totals).toEqual(totals);
});

test("a second copy on the same data folder does not start, says who holds the folder, and disturbs nothing", async () => {
  const started = await startConsoleApp();
  app = started;
  const before = { console: started.consolePid(), runtime: await started.runtimePid() };
  const second = new ConsoleApp(await choosePorts(), { dataDir: started.dataDir, startTimeoutMs: 90_000 });
  await expect(second.start()).rejects.toThrow(`${before.console}`);
  expect({ console: started.consolePid(), runtime: await started.runtimePid() }).toEqual(before);
  expect((await started.api.health()).status).toBe("ok");
});

test("whoever read its output is gone: the product goes on without spinning, and stops when it is asked to", async () => {
  const started = await startConsoleApp({ env: { SLUICE_EMBEDDED: "mqtt" } });
  app = started;
  const consolePid = started.consolePid();
  started.closeOutput();
  // The supervisor tells of it, on an output that nobody reads.
  const runtimePid = await started.runtimePid();
  signal(runtimePid, "SIGKILL");
  await waitFor(async () => (await started.runtimePid()) !== runtimePid, { timeoutMs: 60_000, what: "a new runtime" });
  const usedBefore = readCpuSeconds(consolePid);
  const beganAtMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const busyShare = (readCpuSeconds(consolePid) - usedBefore) / ((performance.now() - beganAtMs) / 1_000);
  expect(busyShare).toBeLessThan(0.25);
  await started.shutDown();
  expect(started.processes()).toEqual([]);
});
