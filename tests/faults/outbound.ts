import type { ConsoleApp } from "@/tests/helpers/console-app";
import {
  assertLedger,
  assertNoGaps,
  assertNoStrangers,
  countDuplicates,
  countOutOfOrder,
  type ReadSequence,
} from "@/tests/helpers/invariants";
import { type ReadMessage, readTopic } from "@/tests/helpers/read-topic";
import { readSequence, type SentMessage, type SequencePublisher, sha256 } from "@/tests/helpers/sequence-publisher";
import { waitFor } from "@/tests/helpers/wait-for";

export interface OutboundRule {
  app: ConsoleApp;
  instanceId: string;
  rocketmqInstanceId: string;
  ruleId: string;
  /** MQTT parent topic and RocketMQ topic alike */
  topic: string;
}

export interface PrepareOptions {
  topic: string;
  /** the embedded RocketMQ when undefined */
  nameServer?: string;
  /** the topic exists on the cluster already */
  isTopicThere?: boolean;
}

async function chooseRocketmq(app: ConsoleApp, options: PrepareOptions, regionId: string): Promise<string> {
  if (options.nameServer === undefined) {
    return (await app.api.embeddedRocketmq()).instanceId;
  }
  const created = await app.api.call<{ instanceId: string }>("POST", "/rocketmq-instances", {
    name: `rmq-${options.topic}`,
    regionId,
    series: "4.0",
    endpoint: { protocol: "remoting", nameServers: [options.nameServer] },
  });
  return created.instanceId;
}

/** Parent topic, RocketMQ topic and an enabled rule between them; resolves when the rule runs. */
export async function prepareOutbound(app: ConsoleApp, options: PrepareOptions): Promise<OutboundRule> {
  const { topic } = options;
  const { instanceId, regionId } = await app.api.embeddedInstance();
  const rocketmqInstanceId = await chooseRocketmq(app, options, regionId);
  if (options.isTopicThere !== true) {
    await app.api.createRocketmqTopic(rocketmqInstanceId, topic, 8);
  }
  await app.api.createTopic(instanceId, topic);
  await app.api.createOutboundRule(instanceId, { ruleId: topic, topic, rocketmqInstanceId, destinationTopic: topic });
  const rule = { app, instanceId, rocketmqInstanceId, ruleId: topic, topic };
  await waitForState(rule, "running", 30_000);
  return rule;
}

export async function waitForState({ app, ruleId }: OutboundRule, state: string, timeoutMs: number): Promise<void> {
  let last = "";
  const isThere = async () => {
    const rule = await app.api.rule(ruleId);
    last = `${rule.state} ${rule.stateReason ?? ""}`;
    return rule.state === state;
  };
  await waitFor(isThere, { timeoutMs, intervalMs: 100, what: `rule ${ruleId} is ${state}` }).catch((error) => {
    throw new Error(`rule ${ruleId} is "${last}", not ${state}`, { cause: error });
  });
}

/** Waits until nothing is under way any more, and checks the books. */
export async function waitUntilDrained({ app, ruleId }: OutboundRule, timeoutMs: number) {
  const isDrained = async () => {
    const { totals } = await app.api.metrics(ruleId);
    assertLedger(totals);
    return totals.received > 0 && totals.spooled === 0 && totals.inFlight === 0;
  };
  await waitFor(isDrained, { timeoutMs, intervalMs: 200, what: `the backlog of ${ruleId} is empty` });
  return (await app.api.metrics(ruleId)).totals;
}

export interface DeliveryReport {
  sent: number;
  acknowledged: number;
  read: number;
  lost: number;
  duplicates: number;
  outOfOrder: number;
}

function toSequence(message: ReadMessage): ReadSequence {
  const { queueId, queueOffset, properties, body } = message;
  return { topic: properties["topic"] ?? "", sequence: readSequence(body), queueId, queueOffset };
}

export function idOf(message: ReadMessage): string {
  return `${message.properties["topic"]}#${readSequence(message.body)}`;
}

/** The properties that the documented mapping writes for a message without MQTT 5 properties. */
export function expectedProperties(sent: SentMessage): Record<string, string> {
  return {
    topic: sent.topic,
    mqttSecondTopic: sent.topic.slice(sent.topic.indexOf("/")),
    qoslevel: `${sent.qos}`,
    clientId: sent.clientId,
  };
}

function findWrong(sent: ReadonlyMap<string, SentMessage>, read: readonly ReadMessage[]): string[] {
  const wrong: string[] = [];
  for (const message of read) {
    const original = sent.get(idOf(message));
    if (original === undefined) {
      continue;
    }
    if (sha256(message.body) !== original.sha256) {
      wrong.push(`${original.id}: the body differs`);
    }
    for (const [key, value] of Object.entries(expectedProperties(original))) {
      if (message.properties[key] !== value) {
        wrong.push(
          `${original.id}: ${key} is ${JSON.stringify(message.properties[key])}, not ${JSON.stringify(value)}`,
        );
      }
    }
  }
  return wrong;
}

/**
 * Reads the topic with the official client and holds it against the publisher's record: nothing acknowledged is missing, nothing
 * foreign, every byte and property as sent. Duplicates and order are reported; order is asserted by the tests that promise it.
 */
export async function verifyDelivery(
  publisher: SequencePublisher,
  nameServer: string,
  topic: string,
): Promise<DeliveryReport> {
  const read = await readTopic(nameServer, topic);
  const ids = read.map(idOf);
  const present = new Set(ids);
  const report = {
    sent: publisher.sent.size,
    acknowledged: publisher.acknowledged.size,
    read: read.length,
    lost: [...publisher.acknowledged].filter((id) => !present.has(id)).length,
    duplicates: countDuplicates(ids),
    outOfOrder: countOutOfOrder(read.map(toSequence)),
  };
  console.log(JSON.stringify({ topic, ...report }));
  assertNoStrangers(publisher.sent.keys(), ids);
  const wrong = findWrong(publisher.sent, read);
  if (wrong.length > 0) {
    throw new Error(`${wrong.length} messages differ from what was sent: ${wrong.slice(0, 5).join("; ")}`);
  }
  assertNoGaps(publisher.acknowledged, ids);
  return report;
}
