import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { readResidentBytes } from "@/tests/helpers/process-tree";
import { findFigure, scrape } from "@/tests/helpers/scrape";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { openSite, type Site } from "../destination/site";
import { prepareOutbound, verifyDelivery, waitForState, waitUntilDrained } from "../outbound";
import { StateWatch } from "../state-watch";

const clients = Number(process.env["SLUICE_TEST_CLIENTS"] ?? 5_000);
const outageMs = Number(process.env["SLUICE_TEST_OUTAGE_SECONDS"] ?? 300) * 1_000;
const patienceMs = 180_000;
const mib = 1024 * 1024;
/** What the runtime may grow by in an outage, however long: its budgets for messages in memory, and room for the collector. */
const growthBytesMax = 300 * mib;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

test(`${clients} clients with a keep-alive of 10 s through an outage of ${outageMs / 1_000} s: all stay connected, memory is bounded, none lost`, async () => {
  const { app, rocketmq } = site;
  const rule = await prepareOutbound(app, { topic: "crowd", nameServer: rocketmq.nameServer });
  const watch = new StateWatch(app, rule.ruleId);
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    clients,
    subtopics: clients,
    ratePerSecond: 500,
    keepaliveSeconds: 10,
  });
  onTestFinished(async () => {
    publisher.close();
    await watch.stop();
  });
  const connections = async () => findFigure(await scrape(app.baseUrl), "sluice_instance_connections") ?? 0;
  const areAllThere = async () => (await connections()) >= clients && publisher.acknowledged.size > 1_000;
  await waitFor(areAllThere, { timeoutMs: patienceMs, intervalMs: 200, what: `${clients} clients are connected` });
  const runtimePid = await app.runtimePid();
  const before = { resident: readResidentBytes(runtimePid), acknowledged: publisher.acknowledged.size };
  const reconnectsBefore = publisher.reconnects;

  const beganAtMs = performance.now();
  rocketmq.freezeBroker();
  let residentMax = before.resident;
  let connectionsMin = clients;
  const isOver = async () => {
    residentMax = Math.max(residentMax, readResidentBytes(runtimePid));
    connectionsMin = Math.min(connectionsMin, await connections());
    return performance.now() - beganAtMs > outageMs;
  };
  await waitFor(isOver, { timeoutMs: outageMs * 2, intervalMs: 500, what: "the outage is over" });
  const acknowledgedDuring = publisher.acknowledged.size - before.acknowledged;
  const notRunningAfterMs = watch.msUntilNotRunning(beganAtMs);
  const reconnects = publisher.reconnects - reconnectsBefore;
  rocketmq.thawBroker();

  await waitForState(rule, "running", patienceMs);
  await publisher.stop();
  await waitUntilDrained(rule, patienceMs, publisher.acknowledged.size);
  const report = await verifyDelivery(publisher, rocketmq.nameServer, rule.topic);
  const residentMib = { before: Math.round(before.resident / mib), max: Math.round(residentMax / mib) };
  console.log(
    JSON.stringify({
      ...report,
      clients,
      outageMs,
      acknowledgedDuring,
      notRunningAfterMs,
      reconnects,
      connectionsMin,
      residentMib,
    }),
  );
  expect({ reconnects, connectionsMin }).toEqual({ reconnects: 0, connectionsMin: clients });
  expect(await app.runtimePid()).toBe(runtimePid);
  expect(residentMax - before.resident).toBeLessThan(growthBytesMax);
  expect(acknowledgedDuring).toBeGreaterThan((500 * outageMs) / 1_000 / 4);
  expect(notRunningAfterMs).toBeLessThan(watch.truthWithinMs);
  expect(report).toMatchObject({ lost: 0, outOfOrder: 0 });
});
