import { remotingRequest } from "@/server/embedded/rocketmq/remoting-request";
import { waitFor } from "./wait-for";

const updateAndCreateTopic = 17;
const getRouteInfoByTopic = 105;

/** Creates or changes a topic on the broker, and waits until the name server routes to it. */
export async function updateTopic(options: {
  namesrvPort: number;
  brokerPort: number;
  name: string;
  queueCount: number;
}): Promise<void> {
  const queues = String(options.queueCount);
  const extFields = {
    topic: options.name,
    defaultTopic: "TBW102",
    readQueueNums: queues,
    writeQueueNums: queues,
    perm: "6",
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
