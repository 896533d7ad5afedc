import path from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { ApiError } from "@/tests/helpers/api-client";
import { type ConsoleApp, signal, startConsoleApp } from "@/tests/helpers/console-app";
import { assertLedger } from "@/tests/helpers/invariants";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { prepareOutbound, verifyDelivery, waitForState, waitUntilDrained } from "../outbound";

const lockedMs = 20_000;
const patienceMs = 60_000;
let app: ConsoleApp;

beforeAll(async () => {
  app = await startConsoleApp();
});
afterAll(() => app?.dispose());

/** As another program does it: a write that takes its time. Returns how to end it. */
function lock(file: string): () => void {
  const db = new Sqlite(path.join(app.dataDir, file));
  db.exec("BEGIN IMMEDIATE");
  return () => {
    db.exec("ROLLBACK");
    db.close();
  };
}

test.each(["app.db", "runtime.db"])(
  "%s locked by another program for 20 s: messages flow, the console answers, and both write again afterwards",
  async (file) => {
    const topic = `locked-${file.split(".")[0]}`;
    const rule = await prepareOutbound(app, { topic });
    const publisher = new SequencePublisher({
      port: app.ports.mqtt,
      parentTopic: topic,
      clients: 5,
      subtopics: 20,
      ratePerSecond: 500,
    });
    onTestFinished(() => publisher.close());
    const deliveredOf = async () => (await app.api.metrics(rule.ruleId)).totals.delivered;
    await waitFor(async () => (await deliveredOf()) > 300, { timeoutMs: patienceMs, what: "messages flow" });
    const pids = { console: app.consolePid(), runtime: await app.runtimePid() };
    const unlock = lock(file);
    const lockedAtMs = performance.now();
    const deliveredBefore = await deliveredOf();
    const writes: string[] = [];
    while (performance.now() - lockedAtMs < lockedMs) {
      const outcome = await app.api.createGroup(rule.instanceId, `GID_${topic}_${writes.length}`).then(
        () => "written",
        (error: unknown) => (error instanceof ApiError ? `${error.status} ${error.problem.code}` : String(error)),
      );
      writes.push(outcome);
      assertLedger((await app.api.metrics(rule.ruleId)).totals);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    const deliveredDuring = (await deliveredOf()) - deliveredBefore;
    unlock();
    console.log(JSON.stringify({ file, deliveredDuring, writes }));
    expect(deliveredDuring).toBeGreaterThan((500 * lockedMs) / 1_000 / 4);
    const allowed = file === "app.db" ? ["503 UNAVAILABLE"] : ["written"];
    expect([...new Set(writes)]).toEqual(allowed);
    await app.api.createGroup(rule.instanceId, `GID_${topic}_afterwards`);
    expect({ console: app.consolePid(), runtime: await app.runtimePid() }).toEqual(pids);

    await publisher.stop();
    const totals = await waitUntilDrained(rule, patienceMs, publisher.acknowledged.size);
    const stored = new Sqlite(path.join(app.dataDir, "runtime.db"), { readonly: true });
    const isWritten = () =>
      (stored.prepare("SELECT delivered FROM rule_totals WHERE rule_id = ?").get(topic) as { delivered: number })
        .delivered === totals.delivered;
    await waitFor(isWritten, { timeoutMs: patienceMs, what: "the totals are written" });
    stored.close();
    signal(pids.runtime, "SIGKILL");
    await waitFor(async () => (await app.runtimePid()) !== pids.runtime, { timeoutMs: patienceMs });
    await waitForState(rule, "running", patienceMs);
    expect((await app.api.metrics(rule.ruleId)).totals).toMatchObject({ delivered: totals.delivered });
    expect(await verifyDelivery(publisher, app.nameServer, topic)).toMatchObject({ lost: 0, outOfOrder: 0 });
  },
);
