import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { findRuleTotals } from "@/db/queries/runtime/rule-totals";
import { openRuntimeDatabase } from "@/db/runtime-client";
import { type ConsoleApp, signal, startConsoleApp } from "@/tests/helpers/console-app";
import { assertLedger } from "@/tests/helpers/invariants";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { prepareOutbound, verifyDelivery, waitForState, waitUntilDrained } from "./outbound";

let app: ConsoleApp;
beforeAll(async () => {
  app = await startConsoleApp();
});
afterAll(() => app?.dispose());

const kills = Number(process.env["SLUICE_TEST_KILLS"] ?? 5);

test(`the runtime killed ${kills} times at random moments under 10,000 messages a second: none lost`, async () => {
  const rule = await prepareOutbound(app, { topic: "runtime-killed" });
  const consolePid = app.consolePid();
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    clients: 20,
    subtopics: 100,
    qos: 1,
    ratePerSecond: 10_000,
    window: 1_000,
  });
  onTestFinished(() => publisher.close());
  let pid = await app.runtimePid();
  for (let kill = 0; kill < kills; kill++) {
    const acknowledgedBefore = publisher.acknowledged.size;
    const isFlowing = () => publisher.acknowledged.size > acknowledgedBefore + 2_000;
    await waitFor(isFlowing, { timeoutMs: 120_000, what: `messages flow before kill ${kill + 1}` });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 500));
    expect(await app.runtimePid(), "the runtime ended by nothing but the kills").toBe(pid);
    const killed = pid;
    signal(killed, "SIGKILL");
    const hasNewRuntime = async () => {
      pid = await app.runtimePid();
      return pid !== killed;
    };
    await waitFor(hasNewRuntime, { timeoutMs: 90_000, what: "a new runtime runs" });
    assertLedger((await app.api.metrics(rule.ruleId)).totals);
  }
  await publisher.stop();
  await waitUntilDrained(rule, 120_000);
  await waitForState(rule, "running", 90_000);
  expect(app.consolePid()).toBe(consolePid);
  expect(publisher.reconnects).toBeGreaterThanOrEqual(kills);
  const report = await verifyDelivery(publisher, app.nameServer, rule.topic);
  expect(report.lost).toBe(0);
  expect(report.outOfOrder).toBe(0);
});

test("totals survive the kill of the runtime and trail by no more than the last second", async () => {
  const rule = await prepareOutbound(app, { topic: "totals-kept" });
  const publisher = new SequencePublisher({ port: app.ports.mqtt, parentTopic: rule.topic, messages: 1_000 });
  onTestFinished(() => publisher.close());
  await publisher.done;
  const { received, delivered } = await waitUntilDrained(rule, 60_000, 1_000);
  const db = openRuntimeDatabase(path.join(app.dataDir, "runtime.db"), { readonly: true });
  onTestFinished(() => void db.$client.close());
  const isWritten = () => findRuleTotals(db, rule.ruleId)?.delivered === delivered;
  await waitFor(isWritten, { timeoutMs: 30_000, what: "the checkpoint, due each second, is written" });
  const pid = await app.runtimePid();
  signal(pid, "SIGKILL");
  await waitFor(async () => (await app.runtimePid()) !== pid, { timeoutMs: 90_000, what: "a new runtime runs" });
  const { totals } = await app.api.metrics(rule.ruleId);
  assertLedger(totals);
  expect({ received, delivered }).toEqual({ received: 1_000, delivered: 1_000 });
  expect(totals).toMatchObject({ received: 1_000, delivered: 1_000 });
});
