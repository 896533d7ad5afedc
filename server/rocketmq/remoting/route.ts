import { asArray, asInteger, asRecord, asText } from "./fields";

const permissionWrite = 2;
const permissionRead = 4;
const masterId = "0";
/** More queues than any broker allows for a topic: a route that claims more is not believed. */
const queuesPerBrokerMax = 65_536;

export interface BrokerRoute {
  brokerName: string;
  clusterName: string;
  /** Undefined while the broker has no master. */
  masterAddress: string | undefined;
  /** Master first, then the replicas. */
  addresses: readonly string[];
  readQueueCount: number;
  writeQueueCount: number;
  isReadable: boolean;
  isWritable: boolean;
}

export interface Queue {
  brokerName: string;
  queueId: number;
}

/** Where the queues of a topic live, as name servers tell it. `topic` carries the namespace. */
export interface TopicRoute {
  topic: string;
  brokers: readonly BrokerRoute[];
}

export function parseTopicRoute(topic: string, json: Record<string, unknown>): TopicRoute {
  const queueData = new Map(
    asArray(json["queueDatas"]).map((entry) => [asText(asRecord(entry)["brokerName"]) ?? "", asRecord(entry)]),
  );
  const brokers: BrokerRoute[] = [];
  for (const entry of asArray(json["brokerDatas"])) {
    const broker = parseBroker(asRecord(entry));
    const queues = queueData.get(broker.brokerName);
    if (queues !== undefined && broker.brokerName !== "") {
      const permission = asInteger(queues["perm"], 0);
      brokers.push({
        ...broker,
        readQueueCount: queueCount(queues["readQueueNums"]),
        writeQueueCount: queueCount(queues["writeQueueNums"]),
        isReadable: (permission & permissionRead) !== 0,
        isWritable: (permission & permissionWrite) !== 0,
      });
    }
  }
  brokers.sort((a, b) => (a.brokerName < b.brokerName ? -1 : 1));
  return { topic, brokers };
}

export interface BrokerAddresses {
  brokerName: string;
  clusterName: string;
  masterAddress: string | undefined;
  addresses: readonly string[];
}

export function parseBroker(json: Record<string, unknown>): BrokerAddresses {
  const byId = Object.entries(asRecord(json["brokerAddrs"])).flatMap(([id, address]) =>
    typeof address === "string" ? [[id, address] as const] : [],
  );
  byId.sort(([a], [b]) => Number(a) - Number(b));
  return {
    brokerName: asText(json["brokerName"]) ?? "",
    clusterName: asText(json["cluster"]) ?? "",
    masterAddress: byId.find(([id]) => id === masterId)?.[1],
    addresses: byId.map(([, address]) => address),
  };
}

/** Writable queues of brokers with a master, one of each broker in turn, so that few lanes still spread over all brokers. */
export function writableQueues(route: TopicRoute): Queue[] {
  const brokers = route.brokers.filter((broker) => broker.isWritable && broker.masterAddress !== undefined);
  return interleave(brokers.map((broker) => listQueues(broker.brokerName, broker.writeQueueCount)));
}

export function readableQueues(route: TopicRoute): Queue[] {
  const brokers = route.brokers.filter((broker) => broker.isReadable && broker.addresses.length > 0);
  return interleave(brokers.map((broker) => listQueues(broker.brokerName, broker.readQueueCount)));
}

export function isSameQueue(a: Queue, b: Queue): boolean {
  return a.queueId === b.queueId && a.brokerName === b.brokerName;
}

function interleave(perBroker: readonly Queue[][]): Queue[] {
  const longest = Math.max(0, ...perBroker.map((queues) => queues.length));
  const all: Queue[] = [];
  for (let index = 0; index < longest; index += 1) {
    for (const queues of perBroker) {
      const queue = queues[index];
      if (queue !== undefined) {
        all.push(queue);
      }
    }
  }
  return all;
}

function listQueues(brokerName: string, count: number): Queue[] {
  return Array.from({ length: count }, (_, queueId) => ({ brokerName, queueId }));
}

function queueCount(value: unknown): number {
  return Math.min(queuesPerBrokerMax, Math.max(0, asInteger(value, 0)));
}
