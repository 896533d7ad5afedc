import type { MessageQueue } from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb";
import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import type { BrokerRoute, TopicRoute } from "@/server/rocketmq/remoting/route";
import { type ProxyEndpoints, readEndpoints } from "./endpoints";
import { GrpcError } from "./grpc-error";

const { Code, MessageType, Permission } = definition;

/** What kinds of message a topic takes; a topic without a type takes plain ones. */
export type AcceptedType = "NORMAL" | "FIFO";

/**
 * Where a topic can be sent to. Proxies choose the queue themselves, so each place to send to shows as one queue of a broker
 * that has the endpoints for its name.
 */
export interface ProxyRoute extends TopicRoute {
  acceptedTypes: ReadonlySet<AcceptedType>;
  endpoints: ReadonlyMap<string, ProxyEndpoints>;
}

export function readRoute(topic: string, queues: readonly MessageQueue[]): ProxyRoute {
  const brokers = new Map<string, BrokerRoute>();
  const endpoints = new Map<string, ProxyEndpoints>();
  const acceptedTypes = new Set<AcceptedType>();
  for (const queue of queues) {
    const place = readEndpoints(queue.getBroker()?.getEndpoints());
    if (place === undefined) {
      continue;
    }
    endpoints.set(place.key, place);
    const permission = queue.getPermission();
    const isWritable = permission === Permission.WRITE || permission === Permission.READ_WRITE;
    const isKnownWritable = brokers.get(place.key)?.isWritable === true;
    brokers.set(place.key, toBroker(place.key, isWritable || isKnownWritable));
    for (const type of readTypes(queue)) {
      acceptedTypes.add(type);
    }
  }
  const sorted = [...brokers.values()].sort((a, b) => (a.brokerName < b.brokerName ? -1 : 1));
  return { topic, brokers: sorted, acceptedTypes, endpoints };
}

/** Throws where the topic is kept for messages that a rule never sends: delayed ones, transactions. */
export function requireSendable({ topic, brokers, acceptedTypes }: ProxyRoute): void {
  if (brokers.length > 0 && acceptedTypes.size === 0) {
    const message = `The topic "${topic}" takes neither normal nor FIFO messages. Choose a topic of one of these types.`;
    throw new GrpcError("refused", message, { code: Code.MESSAGE_PROPERTY_CONFLICT_WITH_TYPE });
  }
}

function toBroker(key: string, isWritable: boolean): BrokerRoute {
  return {
    brokerName: key,
    clusterName: "",
    masterAddress: key,
    addresses: [key],
    readQueueCount: 1,
    writeQueueCount: 1,
    isReadable: true,
    isWritable,
  };
}

function readTypes(queue: MessageQueue): AcceptedType[] {
  const types = queue.getAcceptMessageTypesList();
  if (types.length === 0 || types.includes(MessageType.MESSAGE_TYPE_UNSPECIFIED)) {
    return ["NORMAL"];
  }
  return [
    ...(types.includes(MessageType.NORMAL) ? (["NORMAL"] as const) : []),
    ...(types.includes(MessageType.FIFO) ? (["FIFO"] as const) : []),
  ];
}
