import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { signal, startConsoleApp } from "@/tests/helpers/console-app";
import { freeRocketmqPorts } from "@/tests/helpers/ports";
import { startRocketmq } from "@/tests/helpers/rocketmq-server";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { SmallDisk } from "@/tests/helpers/small-disk";
import { waitFor } from "@/tests/helpers/wait-for";
import { type OutboundRule, prepareOutbound, verifyDelivery, waitForState, waitUntilDrained } from "../outbound";
import { StateWatch } from "../state-watch";

const patienceMs = 120_000;
const mib = 1024 * 1024;
const obstacle = SmallDisk.findObstacle();
if (obstacle !== undefined) {
  console.log(`SKIPPED: the full disk (${obstacle})`);
}

async function setUp() {
  const rocketmqDir = mkdtempSync(path.join(tmpdir(), "sluice-full-"));
  const rocketmq = await startRocketmq({ dataDir: rocketmqDir, ...(await freeRocketmqPorts()) });
  onTestFinished(async () => {
    await rocketmq.stop();
    rmSync(rocketmqDir, { recursive: true, force: true });
  });
  const disk = SmallDisk.mount(128);
  onTestFinished(() => disk.unmount());
  const app = await startConsoleApp({
    dataDir: disk.dir,
    env: { SLUICE_EMBEDDED: "mqtt", SLUICE_DISK_RESERVE_MIB: "0" },
  });
  onTestFinished(() => app.dispose());
  await rocketmq.createTopic("full");
  const rule = await prepareOutbound(app, { topic: "full", nameServer: rocketmq.nameServer, isTopicThere: true });
  return { rocketmq, disk, app, rule };
}

/** Nothing more is acknowledged, though publishers wait for it, and the console says why. */
async function untilBlocked(rule: OutboundRule, publisher: SequencePublisher, watch: StateWatch): Promise<void> {
  const beganAtMs = performance.now();
  const isShown = () =>
    watch.seen.some(({ atMs, reason }) => atMs > beganAtMs && /diskFull|spoolFull/.test(reason ?? ""));
  await waitFor(isShown, { timeoutMs: patienceMs, what: "the console says that the disk is full" }).catch((error) => {
    throw new Error(`${rule.ruleId} said ${watch.reasonsSince(0).join("; ")}`, { cause: error });
  });
  let last = { count: publisher.acknowledged.size, atMs: performance.now() };
  const isStill = () => {
    if (publisher.acknowledged.size !== last.count) {
      last = { count: publisher.acknowledged.size, atMs: performance.now() };
    }
    return performance.now() - last.atMs > 3_000 && publisher.unacknowledged > 0;
  };
  await waitFor(isStill, { timeoutMs: patienceMs, what: "nothing more is acknowledged" });
}

test.skipIf(obstacle !== undefined)(
  "the disk full while RocketMQ is away: nothing unsafe is acknowledged, even if the runtime dies then, and it goes on once there is space",
  async () => {
    const { rocketmq, disk, app, rule } = await setUp();
    const watch = new StateWatch(app, rule.ruleId);
    const publisher = new SequencePublisher({
      port: app.ports.mqtt,
      parentTopic: rule.topic,
      clients: 10,
      subtopics: 40,
      ratePerSecond: 1_000,
      bodyBytesMin: 1_000,
      bodyBytesMax: 1_100,
    });
    onTestFinished(async () => {
      publisher.close();
      await watch.stop();
    });
    await waitFor(() => publisher.acknowledged.size > 1_000, { timeoutMs: patienceMs, what: "messages flow" });
    const consolePid = app.consolePid();
    const runtimePid = await app.runtimePid();

    disk.fill(8 * mib);
    rocketmq.freezeBroker();
    await untilBlocked(rule, publisher, watch);
    const acknowledgedWhenFull = publisher.acknowledged.size;
    disk.empty();
    const goesOn = () => publisher.acknowledged.size > acknowledgedWhenFull + 3_000;
    await waitFor(goesOn, { timeoutMs: patienceMs, what: "it goes on once there is space" });
    expect(await app.runtimePid()).toBe(runtimePid);

    disk.fill(4 * mib);
    await untilBlocked(rule, publisher, watch);
    const freeWhenFull = disk.freeBytes;
    signal(runtimePid, "SIGKILL");
    disk.empty();
    const hasNewRuntime = async () => (await app.runtimePid()) !== runtimePid;
    await waitFor(hasNewRuntime, { timeoutMs: patienceMs, what: "a new runtime runs" });
    rocketmq.thawBroker();
    await waitForState(rule, "running", patienceMs);
    await publisher.stop();
    const totals = await waitUntilDrained(rule, patienceMs);
    const report = await verifyDelivery(publisher, rocketmq.nameServer, rule.topic);
    console.log(JSON.stringify({ ...report, acknowledgedWhenFull, freeWhenFull, said: watch.reasonsSince(0) }));
    expect(report).toMatchObject({ lost: 0, outOfOrder: 0 });
    expect(totals).toMatchObject({ deadLettered: 0, lost: 0, discarded: 0 });
    expect(app.consolePid()).toBe(consolePid);
  },
);
