import { remotingRequest } from "@/server/embedded/rocketmq/remoting-request";
import { waitFor } from "./wait-for";

const updateAndCreateTopic = 17;
const updateAndCreateSubscriptionGroup = 200;
const getRouteInfoByTopic = 105;
const getTopicStatsInfo = 202;
const deleteTopicInBroker = 215;
const deleteTopicInNameServer = 216;

/** Creates or changes a topic on the broker, and waits until the name server routes to it. */
export async function updateTopic(options: {
  namesrvPort: number;
  brokerPort: number;
  name: string;
  queueCount: number;
  /** Queues that are not written any more can still be read. */
  readQueueCount?: number;
  /** 6 for reading and writing, 4 for reading only */
  permission?: 4 | 6;
}): Promise<void> {
  const queues = String(options.queueCount);
  const readable = String(options.readQueueCount ?? options.queueCount);
  const extFields = {
    topic: options.name,
    defaultTopic: "TBW102",
    readQueueNums: readable,
    writeQueueNums: queues,
    perm: String(options.permission ?? 6),
    topicFilterType: "SINGLE_TAG",
    topicSysFlag: "0",
    order: "false",
    attributes: "",
  };
  const isCreated = async () =>
    (await remotingRequest(options.brokerPort, updateAndCreateTopic, { extFields })).code === 0;
  await waitFor(isCreated, { timeoutMs: 30_000, what: `the broker takes topic ${options.name}` });
  const isRouted = async () =>
    (await remotingRequest(options.namesrvPort, getRouteInfoByTopic, { extFields: { topic: options.name } })).code ===
    0;
  await waitFor(isRouted, { timeoutMs: 60_000, what: `the name server routes to ${options.name}` });
}

/** Behind the product's back, as an operator of the cluster would. */
export async function deleteTopic(ports: { namesrvPort: number; brokerPort: number }, topic: string): Promise<void> {
  const extFields = { topic };
  for (const [port, code] of [
    [ports.brokerPort, deleteTopicInBroker],
    [ports.namesrvPort, deleteTopicInNameServer],
  ] as const) {
    const { code: answer, remark } = await remotingRequest(port, code, { extFields });
    if (answer !== 0) {
      throw new Error(`deleting ${topic} was answered with ${answer}: ${remark}`);
    }
  }
}

/** How many messages a broker holds of a topic. */
export async function countStored(brokerPort: number, topic: string): Promise<number> {
  const { body } = await remotingRequest(brokerPort, getTopicStatsInfo, { extFields: { topic } });
  return [...body.toString().matchAll(/"maxOffset":(\d+)/g)].reduce((sum, [, offset]) => sum + Number(offset), 0);
}

/** As `mqadmin updateSubGroup`: a proxy of 5.x refuses consumers of a group that nobody created. */
export async function createGroup(brokerPort: number, groupName: string): Promise<void> {
  const body = Buffer.from(
    JSON.stringify({
      groupName,
      consumeEnable: true,
      consumeFromMinEnable: true,
      retryQueueNums: 1,
      retryMaxTimes: 16,
    }),
  );
  const { code, remark } = await remotingRequest(brokerPort, updateAndCreateSubscriptionGroup, { body });
  if (code !== 0) {
    throw new Error(`creating ${groupName} was answered with ${code}: ${remark}`);
  }
}
