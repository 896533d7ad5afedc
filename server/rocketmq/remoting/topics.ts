import { requestCodes } from "./codes";
import type { Connections } from "./connections";
import { asInteger, asRecord, asText, readJsonBody } from "./fields";

export interface TopicConfig {
  name: string;
  readQueueCount: number;
  writeQueueCount: number;
  /** As the broker stores it; undefined on 4.x, which knows no message types. */
  messageType: string | undefined;
}

/** All topics of one broker. */
export async function listTopicConfigs(connections: Connections, address: string): Promise<TopicConfig[]> {
  const answer = await connections.call(address, { code: requestCodes.getAllTopicConfig });
  const table = asRecord(readJsonBody(answer)["topicConfigTable"]);
  return Object.entries(table).map(([name, entry]) => {
    const config = asRecord(entry);
    return {
      name,
      readQueueCount: asInteger(config["readQueueNums"], 0),
      writeQueueCount: asInteger(config["writeQueueNums"], 0),
      messageType: asText(asRecord(config["attributes"])["message.type"]),
    };
  });
}

export interface NewTopic {
  /** With its namespace. */
  name: string;
  queueCount: number;
  messageType: string;
}

/** Creates the topic on one master, or changes it when it is there. */
export async function putTopic(connections: Connections, address: string, topic: NewTopic): Promise<void> {
  const fields = {
    topic: topic.name,
    defaultTopic: "TBW102",
    readQueueNums: String(topic.queueCount),
    writeQueueNums: String(topic.queueCount),
    perm: "6",
    topicFilterType: "SINGLE_TAG",
    topicSysFlag: "0",
    order: "false",
    attributes: `+message.type=${topic.messageType}`,
  };
  await connections.call(address, { code: requestCodes.updateAndCreateTopic, fields });
}

export async function deleteTopicOnBroker(connections: Connections, address: string, topic: string): Promise<void> {
  await connections.call(address, { code: requestCodes.deleteTopicInBroker, fields: { topic } });
}

export interface QueueStatus {
  brokerName: string;
  queueId: number;
  minOffset: number;
  maxOffset: number;
  /** Undefined while nothing was ever stored. */
  lastStoredAtMs: number | undefined;
}

export async function topicStats(connections: Connections, address: string, topic: string): Promise<QueueStatus[]> {
  const answer = await connections.call(address, { code: requestCodes.getTopicStatsInfo, fields: { topic } });
  const table = asRecord(readJsonBody(answer)["offsetTable"]);
  return Object.entries(table).flatMap(([key, entry]) => {
    const queue = readQueueKey(key);
    const status = asRecord(entry);
    const lastStoredAtMs = asInteger(status["lastUpdateTimestamp"], 0);
    return queue === undefined
      ? []
      : [
          {
            ...queue,
            minOffset: Math.max(0, asInteger(status["minOffset"], 0)),
            maxOffset: Math.max(0, asInteger(status["maxOffset"], 0)),
            lastStoredAtMs: lastStoredAtMs > 0 ? lastStoredAtMs : undefined,
          },
        ];
  });
}

/** Keys of this table are whole objects on the wire; the lenient reader hands them on as JSON text. */
function readQueueKey(key: string): { brokerName: string; queueId: number } | undefined {
  try {
    const queue = asRecord(JSON.parse(key));
    const brokerName = asText(queue["brokerName"]);
    return brokerName === undefined ? undefined : { brokerName, queueId: asInteger(queue["queueId"], 0) };
  } catch {
    return undefined;
  }
}

/** `V4_9_7` and the like, as the broker says it itself. */
export async function brokerVersion(connections: Connections, address: string): Promise<string | undefined> {
  const answer = await connections.call(address, { code: requestCodes.getBrokerRuntimeInfo });
  return asText(asRecord(readJsonBody(answer)["table"])["brokerVersionDesc"]);
}
