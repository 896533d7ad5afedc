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
import { readSequence, type SentMessage, SequencePublisher, sha256 } from "@/tests/helpers/sequence-publisher";
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
  /** a registered RocketMQ instance; found or made by the name server when undefined */
  rocketmqInstanceId?: string;
  /** the embedded RocketMQ when undefined */
  nameServer?: string;
  series?: "4.0" | "5.0";
  /** the embedded MQTT instance when undefined */
  instanceId?: string;
  /** the topic exists on the cluster already */
  isTopicThere?: boolean;
}

const regionId = "cn-hangzhou";

export async function registerRocketmq(
  app: ConsoleApp,
  name: string,
  nameServer: string,
  more: { series?: "4.0" | "5.0"; accessKey?: string; secretKey?: string } = {},
): Promise<string> {
  const created = await app.api.call<{ instanceId: string }>("POST", "/rocketmq-instances", {
    name,
    regionId,
    series: "4.0",
    endpoint: { protocol: "remoting", nameServers: [nameServer] },
    ...more,
  });
  return created.instanceId;
}

async function chooseRocketmq(app: ConsoleApp, options: PrepareOptions): Promise<string> {
  if (options.rocketmqInstanceId !== undefined) {
    return options.rocketmqInstanceId;
  }
  if (options.nameServer === undefined) {
    return (await app.api.embeddedRocketmq()).instanceId;
  }
  const { series = "4.0" } = options;
  return await registerRocketmq(app, `rmq-${options.topic}`, options.nameServer, { series });
}

/** Parent topic, RocketMQ topic and an enabled rule between them; resolves when the rule runs. */
export async function prepareOutbound(app: ConsoleApp, options: PrepareOptions): Promise<OutboundRule> {
  const { topic } = options;
  const instanceId = options.instanceId ?? (await app.api.embeddedInstance()).instanceId;
  const rocketmqInstanceId = await chooseRocketmq(app, options);
  if (options.isTopicThere !== true) {
    await app.api.createRocketmqTopic(rocketmqInstanceId, topic, 8);
  }
  await app.api.createTopic(instanceId, topic);
  await app.api.createOutboundRule(instanceId, { ruleId: topic, topic, rocketmqInstanceId, destinationTopic: topic });
  const rule = { app, instanceId, rocketmqInstanceId, ruleId: topic, topic };
  await waitForState(rule, "running", 60_000);
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

/** Figures are up to a second old, more where the computer is busy: what is said once may be the past. */
const settledMs = 2_500;

/**
 * Waits until nothing is under way any more, and checks the books. `receivedMin` is how many were acknowledged: figures that know of
 * fewer are of the past. After a kill totals may trail for ever; then the answer has to stay the same for a while instead.
 */
export async function waitUntilDrained({ app, ruleId }: OutboundRule, timeoutMs: number, receivedMin?: number) {
  let drainedSinceMs: number | undefined;
  const isDrained = async () => {
    const { totals } = await app.api.metrics(ruleId);
    assertLedger(totals);
    if (totals.received < Math.max(1, receivedMin ?? 0) || totals.spooled > 0 || totals.inFlight > 0) {
      drainedSinceMs = undefined;
      return false;
    }
    drainedSinceMs ??= performance.now();
    return receivedMin !== undefined || performance.now() - drainedSinceMs > settledMs;
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
  const { queueId, queueOffset, brokerName, properties, body } = message;
  return { topic: properties["topic"] ?? "", sequence: readSequence(body), queueId, queueOffset, brokerName };
}

export function idOf(message: ReadMessage): string {
  return `${message.properties["topic"]}#${readSequence(message.body)}`;
}

export interface VerifyOptions {
  /** An external broker does not say who published. */
  hasClientId?: boolean;
}

/** The properties that the documented mapping writes for a message without MQTT 5 properties. */
function expectedProperties(sent: SentMessage, { hasClientId = true }: VerifyOptions): Record<string, string> {
  return {
    topic: sent.topic,
    mqttSecondTopic: sent.topic.slice(sent.topic.indexOf("/")),
    qoslevel: `${sent.qos}`,
    ...(hasClientId ? { clientId: sent.clientId } : {}),
  };
}

function findWrong(
  sent: ReadonlyMap<string, SentMessage>,
  read: readonly ReadMessage[],
  options: VerifyOptions,
): string[] {
  const wrong: string[] = [];
  for (const message of read) {
    const original = sent.get(idOf(message));
    if (original === undefined) {
      continue;
    }
    if (sha256(message.body) !== original.sha256) {
      wrong.push(`${original.id}: the body differs`);
    }
    for (const [key, value] of Object.entries(expectedProperties(original, options))) {
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
 * Reads the topic with the official client and holds it against the publishers' record: nothing acknowledged is missing, nothing
 * foreign, every byte and property as sent. Duplicates and order are reported; order is asserted by the tests that promise it.
 */
export async function verifyDelivery(
  publishers: SequencePublisher | readonly SequencePublisher[],
  nameServer: string,
  topic: string,
  options: VerifyOptions = {},
): Promise<DeliveryReport> {
  return verifyRead(publishers, topic, await readTopic(nameServer, topic), options);
}

/** The same, for messages read in another way. */
export function verifyRead(
  publishers: SequencePublisher | readonly SequencePublisher[],
  topic: string,
  read: readonly ReadMessage[],
  options: VerifyOptions = {},
): DeliveryReport {
  const all = publishers instanceof SequencePublisher ? [publishers] : publishers;
  const sent = new Map(all.flatMap((publisher) => [...publisher.sent]));
  const acknowledged = all.flatMap((publisher) => [...publisher.acknowledged]);
  const ids = read.map(idOf);
  const present = new Set(ids);
  const report = {
    sent: sent.size,
    acknowledged: acknowledged.length,
    read: read.length,
    lost: acknowledged.filter((id) => !present.has(id)).length,
    duplicates: countDuplicates(ids),
    outOfOrder: countOutOfOrder(read.map(toSequence)),
  };
  console.log(JSON.stringify({ topic, ...report }));
  assertNoStrangers(sent.keys(), ids);
  const wrong = findWrong(sent, read, options);
  if (wrong.length > 0) {
    throw new Error(`${wrong.length} messages differ from what was sent: ${wrong.slice(0, 5).join("; ")}`);
  }
  assertNoGaps(acknowledged, ids);
  return report;
}
