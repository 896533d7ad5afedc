import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { freeRocketmqPorts } from "@/tests/helpers/ports";
import { startRocketmq, type TestRocketmq } from "@/tests/helpers/rocketmq-server";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { prepareOutbound, verifyDelivery, waitForState, waitUntilDrained } from "./outbound";
import { StateWatch } from "./state-watch";

let app: ConsoleApp;
let rocketmq: TestRocketmq;
const dataDir = mkdtempSync(path.join(tmpdir(), "sluice-outage-"));

beforeAll(async () => {
  rocketmq = await startRocketmq({ dataDir, ...(await freeRocketmqPorts()) });
  app = await startConsoleApp();
});
afterAll(async () => {
  await app?.dispose();
  await rocketmq?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Outage {
  begin: () => Promise<void>;
  end: () => Promise<void>;
}

async function elapse(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Publishes through an outage of the given length and reports what became of every acknowledged message. */
async function publishThroughOutage(
  name: string,
  outage: Outage,
  load: { ratePerSecond?: number; clients: number; qos: 1 | 2 },
) {
  const rule = await prepareOutbound(app, { topic: name, nameServer: rocketmq.nameServer });
  const watch = new StateWatch(app, rule.ruleId);
  const publisher = new SequencePublisher({ port: app.ports.mqtt, parentTopic: rule.topic, subtopics: 60, ...load });
  onTestFinished(() => publisher.close());
  await elapse(3_000);
  const pidBefore = rocketmq.brokerPid();
  const beganAtMs = performance.now();
  const acknowledgedBefore = publisher.acknowledged.size;
  await outage.begin();
  await elapse(18_000);
  const acknowledgedDuring = publisher.acknowledged.size - acknowledgedBefore;
  await outage.end();
  await elapse(2_000);
  await publisher.stop();
  const endedAtMs = performance.now();
  await waitUntilDrained(rule, 120_000);
  await waitForState(rule, "running", 30_000);
  const recoveryMs = Math.round(performance.now() - endedAtMs);
  await watch.stop();
  const report = await verifyDelivery(publisher, rocketmq.nameServer, rule.topic);
  const notRunningAfterMs = watch.msUntilNotRunning(beganAtMs);
  console.log(JSON.stringify({ name, acknowledgedDuring, recoveryMs, notRunningAfterMs, seen: watch.seen }));
  return { report, acknowledgedDuring, notRunningAfterMs, pidBefore };
}

test("RocketMQ killed for 18 s under 30 messages a second of QoS 2: none lost, and the console says so within 5 s", async () => {
  const outage = { begin: () => rocketmq.killBroker(), end: () => rocketmq.startBroker() };
  const run = await publishThroughOutage("outage-killed", outage, { ratePerSecond: 30, clients: 6, qos: 2 });
  expect(rocketmq.brokerPid()).not.toBe(run.pidBefore);
  expect(run.acknowledgedDuring).toBeGreaterThan(30 * 18 * 0.7);
  expect(run.report).toMatchObject({ lost: 0, outOfOrder: 0 });
  expect(run.notRunningAfterMs).toBeLessThan(5_000);
});

test("RocketMQ frozen for 18 s under 30 messages a second of QoS 2: none lost, and the console says so within 5 s", async () => {
  const outage = { begin: async () => rocketmq.freezeBroker(), end: async () => rocketmq.thawBroker() };
  const run = await publishThroughOutage("outage-frozen", outage, { ratePerSecond: 30, clients: 6, qos: 2 });
  expect(run.acknowledgedDuring).toBeGreaterThan(30 * 18 * 0.7);
  expect(run.report).toMatchObject({ lost: 0, outOfOrder: 0 });
  expect(run.notRunningAfterMs).toBeLessThan(5_000);
});

test("RocketMQ killed for 18 s under 3,000 messages a second of QoS 1: none lost, and they keep their order", async () => {
  const outage = { begin: () => rocketmq.killBroker(), end: () => rocketmq.startBroker() };
  const run = await publishThroughOutage("outage-loaded", outage, { ratePerSecond: 3_000, clients: 20, qos: 1 });
  expect(run.acknowledgedDuring).toBeGreaterThan(3_000 * 5);
  expect(run.report).toMatchObject({ lost: 0, outOfOrder: 0 });
  expect(run.notRunningAfterMs).toBeLessThan(5_000);
});
