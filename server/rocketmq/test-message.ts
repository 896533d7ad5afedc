import type { RocketmqClient } from "./client";
import { RemotingError } from "./remoting/errors";
import { encodeProperties } from "./remoting/properties";
import { writableQueues } from "./remoting/route";

export interface StoredTestMessage {
  messageId: string;
  brokerName: string;
  queueId: number;
  queueOffset: number | undefined;
}

const group = "sluice_preflight";
const requestTimeoutMs = 3_000;

/** Stores one message in the first queue that can be written; `properties` mark it as what it is. Rejects with RemotingError. */
export async function sendTestMessage(
  client: RocketmqClient,
  topic: string,
  message: { body: Buffer; uniqueKey: string; properties: readonly (readonly [string, string])[] },
): Promise<StoredTestMessage> {
  const route = await client.route(topic, { isFresh: true });
  const [queue] = writableQueues(route);
  const address = route.brokers.find(({ brokerName }) => brokerName === queue?.brokerName)?.masterAddress;
  if (queue === undefined || address === undefined) {
    throw new RemotingError("noRoute", `No broker lets topic ${topic} be written.`);
  }
  const properties = encodeProperties([...message.properties, ["UNIQ_KEY", message.uniqueKey]]);
  const producer = client.producer({ group, requestTimeoutMs });
  const receipt = await producer.sendOne(address, route.topic, queue, { body: message.body, properties });
  return { messageId: message.uniqueKey, ...queue, queueOffset: receipt.firstQueueOffset };
}
