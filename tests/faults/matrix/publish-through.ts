import { expect, onTestFinished } from "vitest";
import { SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import {
  type DeliveryReport,
  type OutboundRule,
  prepareOutbound,
  verifyDelivery,
  waitForState,
  waitUntilDrained,
} from "../outbound";
import { StateWatch } from "../state-watch";
import type { Cell } from "./cell";
import type { Fault } from "./faults";

/** How many messages the product lets an external broker have unacknowledged: what a lost connection can bring back. */
const receiveMaximum = 8_192;
/** Beyond its duration a fault lasts until it has proven what it must, on a computer however slow. */
const patienceMs = 90_000;

export interface FaultRun extends DeliveryReport {
  acknowledgedDuring: number;
  /** From the end of the last fault until the rule runs again with nothing waiting, under load. */
  recoveryMs: number;
  notRunningAfterMs: number | undefined;
  /** What was unconfirmed when something broke: as many messages may be there twice. */
  unconfirmed: number;
}

interface Stage {
  cell: Cell;
  fault: Fault;
  rule: OutboundRule;
  watch: StateWatch;
  through: SequencePublisher;
  /** Publishes past the fault where nothing gets through it; otherwise the same. */
  beside: SequencePublisher;
  /** How many must be acknowledged while the fault lasts. */
  acknowledgedMin: number;
}

function startPublishers({ source }: Cell, fault: Fault, topic: string): [SequencePublisher, SequencePublisher] {
  const { qos = 1, ratePerSecond = 1_000 } = fault;
  const isOnFaultyWay = fault.at === "mqtt-way" && !source.isExternal;
  const common = { parentTopic: topic, clients: 10, subtopics: 40, qos };
  const port = isOnFaultyWay ? source.proxy.port : source.publishPort;
  const through = new SequencePublisher({ ...common, port, ratePerSecond });
  onTestFinished(() => through.close());
  if (!isOnFaultyWay || fault.isPassable) {
    return [through, through];
  }
  const beside = new SequencePublisher({ ...common, port: source.publishPort, ratePerSecond, levelPrefix: "beside" });
  onTestFinished(() => beside.close());
  return [through, beside];
}

async function setStage(cell: Cell, fault: Fault): Promise<Stage> {
  const rule = await prepareOutbound(cell.app, {
    topic: fault.name,
    instanceId: cell.source.instanceId,
    rocketmqInstanceId: fault.at === "rocketmq-way" ? cell.faultyId : cell.straightId,
  });
  const { ratePerSecond = 1_000, durationMs } = fault;
  const acknowledgedMin = Math.round((ratePerSecond * durationMs) / 4_000);
  const [through, beside] = startPublishers(cell, fault, rule.topic);
  const watch = new StateWatch(cell.app, rule.ruleId);
  onTestFinished(() => watch.stop());
  const isFlowing = async () =>
    through.acknowledged.size > 500 && (await cell.app.api.metrics(rule.ruleId)).totals.delivered > 200;
  await waitFor(isFlowing, { timeoutMs: patienceMs, intervalMs: 100, what: "messages flow before the fault" });
  return { cell, fault, rule, watch, through, beside, acknowledgedMin };
}

async function receivedOf({ cell, rule }: Stage): Promise<number> {
  return (await cell.app.api.metrics(rule.ruleId)).totals.received;
}

/** Holds the fault for its duration, and on until publishers got their acknowledgements under it and the console told of it. */
async function holdFault(stage: Stage): Promise<{ acknowledged: number; notRunningAfterMs: number | undefined }> {
  const { cell, fault, watch, beside, acknowledgedMin } = stage;
  const acknowledgedBefore = beside.acknowledged.size;
  const receivedBefore = await receivedOf(stage);
  const beganAtMs = performance.now();
  await fault.begin(cell);
  const acknowledged = () => beside.acknowledged.size - acknowledgedBefore;
  const hasTakenOn = async () =>
    fault.at === "mqtt-way" || (await receivedOf(stage)) - receivedBefore >= acknowledgedMin;
  const isProven = async () =>
    performance.now() - beganAtMs >= fault.durationMs &&
    acknowledged() >= acknowledgedMin &&
    (!fault.isVisible || watch.msUntilNotRunning(beganAtMs) !== undefined) &&
    (await hasTakenOn());
  const what = `publishers get ${acknowledgedMin} acknowledgements under ${fault.name}, and it shows`;
  await waitFor(isProven, { timeoutMs: fault.durationMs + patienceMs, intervalMs: 100, what });
  const notRunningAfterMs = watch.msUntilNotRunning(beganAtMs);
  const result = { acknowledged: acknowledged(), notRunningAfterMs };
  await fault.end(cell);
  return result;
}

/** Publishes through so many rounds of a fault and reports what became of every acknowledged message. */
export async function publishThrough(cell: Cell, fault: Fault, rounds: number): Promise<FaultRun> {
  const stage = await setStage(cell, fault);
  const { rule, watch, through, beside } = stage;
  const connectionsBefore = cell.source.proxy.counters.accepted;
  let acknowledgedDuring = 0;
  let recoveryMs = 0;
  let notRunningAfterMs: number | undefined;
  for (let round = 0; round < rounds; round++) {
    const proofBefore = fault.proof(cell);
    const held = await holdFault(stage);
    const endedAtMs = performance.now();
    expect(fault.proof(cell), `${fault.name} happened`).not.toBe(proofBefore);
    acknowledgedDuring += held.acknowledged;
    if (fault.isVisible) {
      notRunningAfterMs = Math.max(notRunningAfterMs ?? 0, held.notRunningAfterMs ?? Number.POSITIVE_INFINITY);
      expect(notRunningAfterMs, "the console told the truth in time").toBeLessThan(watch.truthWithinMs);
    }
    await waitForState(rule, "running", patienceMs);
    recoveryMs = Math.round(performance.now() - endedAtMs);
  }
  await Promise.all([through.stop(), beside.stop()]);
  const publishers = [...new Set([through, beside])];
  const report = await readBack(stage, publishers);
  const { received, retried } = (await cell.app.api.metrics(rule.ruleId)).totals;
  const resent = cell.source.isExternal
    ? (cell.source.proxy.counters.accepted - connectionsBefore) * receiveMaximum
    : publishers.reduce((sum, publisher) => sum + publisher.resent, 0);
  expect(received - (report.read - report.duplicates), "received twice").toBeLessThanOrEqual(resent);
  const run = {
    ...report,
    acknowledgedDuring,
    recoveryMs,
    notRunningAfterMs,
    unconfirmed: retried + received - (report.read - report.duplicates),
  };
  console.log(JSON.stringify({ fault: fault.name, rounds, ...run, said: watch.reasonsSince(0).slice(0, 12) }));
  return run;
}

async function readBack({ cell, rule }: Stage, publishers: readonly SequencePublisher[]): Promise<DeliveryReport> {
  const acknowledged = publishers.reduce((sum, publisher) => sum + publisher.acknowledged.size, 0);
  await waitUntilDrained(rule, patienceMs, acknowledged);
  await waitForState(rule, "running", patienceMs);
  return await verifyDelivery(publishers, cell.rocketmq.nameServer, rule.topic, {
    hasClientId: !cell.source.isExternal,
  });
}
