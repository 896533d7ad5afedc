import { isReservedRocketmqTopic } from "@/lib/names";
import { messageTypes } from "@/lib/rocketmq/kinds";
import type { RocketmqTopic } from "@/lib/rocketmq/schemas";
import type { ClientContext } from "./client-context";
import { responseCodes } from "./remoting/codes";
import { RemotingError } from "./remoting/errors";
import type { BrokerAddresses } from "./remoting/route";
import {
  deleteTopicOnBroker,
  listTopicConfigs,
  putTopic,
  type QueueStatus,
  type TopicConfig,
  topicStats,
} from "./remoting/topics";

const routedWithinMs = 5_000;
const routePollMs = 50;

interface Master {
  brokerName: string;
  clusterName: string;
  address: string;
}

/** Topics that people made, from the brokers themselves; the ones that RocketMQ keeps for itself are left out. */
export async function listTopics(context: ClientContext): Promise<RocketmqTopic[]> {
  const masters = await listMasters(context);
  const ownNames = new Set(masters.flatMap(({ brokerName, clusterName }) => [brokerName, clusterName]));
  const perMaster = await Promise.all(
    masters.map(async (master) => ({ master, configs: await listTopicConfigs(context.connections, master.address) })),
  );
  const byName = new Map<string, RocketmqTopic>();
  for (const { master, configs } of perMaster) {
    for (const config of configs) {
      const name = context.unwrap(config.name);
      if (name !== undefined && !ownNames.has(name) && !isReservedRocketmqTopic(config.name)) {
        addConfig(byName, name, master.brokerName, config);
      }
    }
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function addConfig(topics: Map<string, RocketmqTopic>, name: string, brokerName: string, config: TopicConfig): void {
  const messageType = messageTypes.find((type) => type === config.messageType) ?? "UNSPECIFIED";
  const topic = topics.get(name) ?? { name, messageType, queueCount: 0, brokers: [] };
  topic.queueCount += config.writeQueueCount;
  topic.brokers.push(brokerName);
  topics.set(name, topic);
}

export async function createTopic(
  context: ClientContext,
  topic: { name: string; messageType: string; queueCount: number },
): Promise<"created" | "exists"> {
  const name = context.wrap(topic.name);
  const masters = await listMasters(context);
  if (await isRouted(context, name)) {
    return "exists";
  }
  for (const { address } of masters) {
    await putTopic(context.connections, address, { ...topic, name });
  }
  await untilRouted(context, name);
  return "created";
}

export async function deleteTopic(context: ClientContext, topic: string): Promise<"deleted" | "missing"> {
  const name = context.wrap(topic);
  const masters = await listMasters(context);
  if (!(await isRouted(context, name))) {
    return "missing";
  }
  for (const { address } of masters) {
    await deleteTopicOnBroker(context.connections, address, name);
  }
  await context.nameServer.deleteTopic(name);
  await isRouted(context, name);
  return "deleted";
}

export interface TopicStatus {
  name: string;
  queues: QueueStatus[];
  /** Still stored. */
  messageCount: number;
  /** Stored since the topic was created. */
  maxOffset: number;
  minOffset: number;
  lastStoredAtMs: number | undefined;
}

export async function findTopicStatus(context: ClientContext, topic: string): Promise<TopicStatus | undefined> {
  const name = context.wrap(topic);
  if (!(await isRouted(context, name))) {
    return undefined;
  }
  const route = await context.routes.get(name);
  const perBroker = await Promise.all(
    route.brokers.flatMap(({ masterAddress }) =>
      masterAddress === undefined ? [] : [topicStats(context.connections, masterAddress, name)],
    ),
  );
  const queues = perBroker.flat();
  queues.sort((a, b) => a.brokerName.localeCompare(b.brokerName) || a.queueId - b.queueId);
  const minOffset = queues.reduce((sum, queue) => sum + queue.minOffset, 0);
  const maxOffset = queues.reduce((sum, queue) => sum + queue.maxOffset, 0);
  const lastStoredAtMs = Math.max(0, ...queues.map((queue) => queue.lastStoredAtMs ?? 0));
  return {
    name: topic,
    queues,
    minOffset,
    maxOffset,
    messageCount: maxOffset - minOffset,
    lastStoredAtMs: lastStoredAtMs > 0 ? lastStoredAtMs : undefined,
  };
}

async function listMasters({ nameServer }: ClientContext): Promise<Master[]> {
  const brokers = await nameServer.brokers();
  const masters = brokers.flatMap((broker) => toMaster(broker));
  if (masters.length === 0) {
    throw new RemotingError("unreachable", "The name server knows no broker. Is the broker running?");
  }
  return masters;
}

function toMaster({ brokerName, clusterName, masterAddress }: BrokerAddresses): Master[] {
  return masterAddress === undefined ? [] : [{ brokerName, clusterName, address: masterAddress }];
}

async function isRouted({ routes }: ClientContext, name: string): Promise<boolean> {
  try {
    await routes.refresh(name);
    return true;
  } catch (error) {
    if (error instanceof RemotingError && error.responseCode === responseCodes.topicNotExist) {
      return false;
    }
    throw error;
  }
}

/** Brokers tell name servers of a new topic on their own time. */
async function untilRouted(context: ClientContext, name: string): Promise<void> {
  const deadlineMs = performance.now() + routedWithinMs;
  while (!(await isRouted(context, name))) {
    if (performance.now() > deadlineMs) {
      const message = "The topic was created, but the name server does not route to it yet. Try again in a minute.";
      throw new RemotingError("noRoute", message);
    }
    await new Promise((resolve) => setTimeout(resolve, routePollMs));
  }
}
