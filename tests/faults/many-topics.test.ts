import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type ReadMessage, readTopic } from "@/tests/helpers/read-topic";
import { readSequence, SequencePublisher } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";
import { type Cell, openCell } from "./matrix/cell";
import { type OutboundRule, prepareOutbound, verifyRead, waitForState, waitUntilDrained } from "./outbound";

const patienceMs = 120_000;
const topicCount = 1_000;
let cell: Cell;

beforeAll(async () => {
  cell = await openCell("embedded", "4.9.7");
});
afterAll(() => cell?.close());

/** The end of a broker's message ID is the place in its commit log: one order over all queues. */
function placeInLog({ brokerMessageId }: ReadMessage): bigint {
  return BigInt(`0x${brokerMessageId.slice(-16)}`);
}

/** How many first occurrences stand in the commit log behind a later message of their MQTT topic. */
function countBehindInLog(read: readonly ReadMessage[]): number {
  const inOrder = read.map((message) => ({ message, place: placeInLog(message) }));
  inOrder.sort((a, b) => (a.place < b.place ? -1 : 1));
  const seen = new Map<string, { highest: number; numbers: Set<number> }>();
  let behind = 0;
  for (const { message } of inOrder) {
    const topic = message.properties["topic"] ?? "";
    const sequence = readSequence(message.body);
    const known = seen.get(topic) ?? { highest: -1, numbers: new Set<number>() };
    seen.set(topic, known);
    behind += !known.numbers.has(sequence) && sequence < known.highest ? 1 : 0;
    known.numbers.add(sequence);
    known.highest = Math.max(known.highest, sequence);
  }
  return behind;
}

/** MQTT topics whose messages lie in more than one queue. */
function countMoved(read: readonly ReadMessage[]): number {
  const queues = new Map<string, Set<number>>();
  for (const { properties, queueId } of read) {
    const topic = properties["topic"] ?? "";
    queues.set(topic, (queues.get(topic) ?? new Set()).add(queueId));
  }
  return [...queues.values()].filter(({ size }) => size > 1).length;
}

async function untilDelivered({ app, ruleId }: OutboundRule, count: number): Promise<void> {
  const deliveredOf = async () => (await app.api.metrics(ruleId)).totals.delivered;
  const goal = (await deliveredOf()) + count;
  const what = `${count} more messages are delivered`;
  await waitFor(async () => (await deliveredOf()) >= goal, { timeoutMs: patienceMs, intervalMs: 100, what });
}

async function untilSpooled({ app, ruleId }: OutboundRule, count: number): Promise<void> {
  const isSpooled = async () => (await app.api.metrics(ruleId)).totals.spooled >= count;
  await waitFor(isSpooled, { timeoutMs: patienceMs, intervalMs: 100, what: `${count} messages wait on disk` });
}

test("1,000 MQTT topics keep their order through batches, retries, the spool and changes of the queues", async () => {
  const { app, rocketmq, way, faultyId } = cell;
  const rule = await prepareOutbound(app, { topic: "many", rocketmqInstanceId: faultyId });
  const publisher = new SequencePublisher({
    port: app.ports.mqtt,
    parentTopic: rule.topic,
    clients: 20,
    subtopics: topicCount,
    ratePerSecond: 1_500,
    bodyBytesMin: 16,
    bodyBytesMax: 64,
  });
  onTestFinished(() => publisher.close());
  await untilDelivered(rule, 2_000);

  // Routes are asked for again when something failed; a lane moves once it is empty, or its queue is gone.
  await rocketmq.createTopic(rule.topic, 3, 8);
  for (let cut = 0; cut < 5; cut++) {
    way.broker.cut();
    await untilDelivered(rule, 500);
  }

  way.broker.blackHole("toClient");
  await untilSpooled(rule, 2_000);
  await rocketmq.createTopic(rule.topic, 12);
  way.broker.pass();
  await waitForState(rule, "running", patienceMs);
  await untilDelivered(rule, 3_000);

  await rocketmq.createTopic(rule.topic, 5, 12);
  await rocketmq.killBroker();
  await untilSpooled(rule, 2_000);
  await rocketmq.startBroker();
  await waitForState(rule, "running", patienceMs);
  await untilDelivered(rule, 3_000);

  await publisher.stop();
  const { retried } = await waitUntilDrained(rule, patienceMs, publisher.acknowledged.size);
  await waitForState(rule, "running", patienceMs);
  const read = await readTopic(rocketmq.nameServer, rule.topic);
  const report = verifyRead(publisher, rule.topic, read);
  const queues = new Set(read.map(({ queueId }) => queueId)).size;
  const movedTopics = countMoved(read);
  const behindInLog = countBehindInLog(read);
  console.log(JSON.stringify({ ...report, retried, queues, movedTopics, behindInLog }));
  expect(new Set(read.map(({ properties }) => properties["topic"])).size).toBe(topicCount);
  // Whether a lane has seen the larger route by then is a matter of time; that topics moved is what is to be survived.
  expect(movedTopics).toBeGreaterThan(topicCount / 4);
  expect(retried).toBeGreaterThan(0);
  expect(report).toMatchObject({ lost: 0, outOfOrder: 0 });
  expect(report.duplicates).toBeLessThanOrEqual(retried);
  expect(behindInLog).toBe(0);
});
