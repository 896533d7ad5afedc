import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { freeRocketmqPorts } from "@/tests/helpers/ports";
import { startRocketmq, type TestRocketmq } from "@/tests/helpers/rocketmq-server";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { addCleanup, runCleanups } from "../cleanups";
import { type OutboundRule, prepareOutbound, verifyDelivery, waitForState, waitUntilDrained } from "../outbound";
import { StateWatch } from "../state-watch";

export const patienceMs = 90_000;

/** The product, and a RocketMQ 4.9.7 that its operator changes. */
export interface Site {
  app: ConsoleApp;
  rocketmq: TestRocketmq;
  namesrvPort: number;
  dataDir: string;
  close(): Promise<void>;
}

export async function openSite(env: Readonly<Record<string, string>> = {}): Promise<Site> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "sluice-changes-"));
  const ports = await freeRocketmqPorts();
  const rocketmq = await startRocketmq({ dataDir: path.join(dataDir, "a"), ...ports });
  // A broker listens before the name server knows it; this waits until it routes to it.
  await rocketmq.createTopic("Ready", 1);
  const app = await startConsoleApp({ env: { SLUICE_EMBEDDED: "mqtt", ...env } });
  const close = async () => {
    await runCleanups();
    await app.dispose();
    await rocketmq.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { app, rocketmq, namesrvPort: ports.namesrvPort, dataDir, close };
}

export interface Stage {
  site: Site;
  rule: OutboundRule;
  publisher: SequencePublisher;
  watch: StateWatch;
}

/** A rule to a new topic, and publishers; `beforePublishing` may change the topic first. */
export async function publishTo(
  site: Site,
  topic: string,
  { ratePerSecond = 500, beforePublishing = async () => undefined as unknown } = {},
): Promise<Stage> {
  const { app, rocketmq } = site;
  const rule = await prepareOutbound(app, { topic, nameServer: rocketmq.nameServer });
  const watch = new StateWatch(app, rule.ruleId);
  await beforePublishing();
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    clients: 10,
    subtopics: 60,
    ratePerSecond,
  });
  addCleanup(async () => {
    publisher.close();
    await watch.stop();
  });
  return { site, rule, publisher, watch };
}

/** So many more than now. */
export async function untilDelivered({ site: { app }, rule }: Stage, count: number): Promise<void> {
  const deliveredOf = async () => (await app.api.metrics(rule.ruleId)).totals.delivered;
  const goal = (await deliveredOf()) + count;
  const what = `${count} more messages of ${rule.topic} are delivered`;
  await waitFor(async () => (await deliveredOf()) >= goal, { timeoutMs: patienceMs, intervalMs: 100, what });
}

/** Something in the destination makes storing impossible: it shows, publishers go on, and nothing is given up. */
export async function expectBlocked(stage: Stage, beganAtMs: number, says: RegExp): Promise<void> {
  const { site, rule, publisher, watch } = stage;
  const acknowledgedBefore = publisher.acknowledged.size;
  const isShown = () => says.test(watch.seen.at(-1)?.reason ?? "");
  await waitFor(isShown, { timeoutMs: patienceMs, what: `${rule.ruleId} says ${says}` }).catch((error) => {
    throw new Error(`${rule.ruleId} said ${watch.reasonsSince(0).join("; ")}`, { cause: error });
  });
  expect(watch.msUntilNotRunning(beganAtMs)).toBeLessThan(watch.truthWithinMs);
  const hasGoneOn = () => publisher.acknowledged.size - acknowledgedBefore > 1_000;
  await waitFor(hasGoneOn, { timeoutMs: patienceMs, what: "publishers go on" });
  expect((await site.app.api.metrics(rule.ruleId)).totals).toMatchObject({ deadLettered: 0, lost: 0 });
}

/** `hasRuntimeDied`: totals may trail what was acknowledged by a second, for ever. */
export async function expectArrival(stage: Stage, { hasRuntimeDied = false } = {}): Promise<void> {
  const { site, rule, publisher, watch } = stage;
  const beganAtMs = performance.now();
  await waitForState(rule, "running", patienceMs);
  const recoveryMs = Math.round(performance.now() - beganAtMs);
  await publisher.stop();
  const totals = await waitUntilDrained(rule, patienceMs, hasRuntimeDied ? undefined : publisher.acknowledged.size);
  const report = await verifyDelivery(publisher, site.rocketmq.nameServer, rule.topic);
  console.log(JSON.stringify({ ...report, recoveryMs, retried: totals.retried, said: watch.reasonsSince(0) }));
  expect(report).toMatchObject({ lost: 0, outOfOrder: 0 });
  if (!hasRuntimeDied) {
    expect(report.duplicates).toBeLessThanOrEqual(totals.retried);
  }
  expect(totals).toMatchObject({ deadLettered: 0, lost: 0, discarded: 0 });
}
