import { requestCodes, responseCodes } from "./codes";
import type { ReceivedCommand } from "./command";
import type { Connections } from "./connections";
import { refusedError } from "./errors";
import { asArray, readJsonBody, readNumberField } from "./fields";
import { decodeMessages, type StoredMessage } from "./message-decoder";
import type { Queue } from "./route";

export interface PullRequest {
  address: string;
  group: string;
  /** With its namespace. */
  topic: string;
  queue: Queue;
  offset: number;
  messagesMax: number;
  /** How long the broker may hold the request while nothing is there; 0 answers at once. */
  suspendMs: number;
}

/** `moved`: the offset asked for is not there (any more); go on at `nextOffset`. */
export interface PullResult {
  status: "found" | "empty" | "moved";
  messages: StoredMessage[];
  nextOffset: number;
  minOffset: number;
  maxOffset: number;
}

const sysFlagSuspend = 2;
const sysFlagSubscription = 4;
const answerTimeoutMs = 5_000;

const pullStatuses: ReadonlyMap<number, PullResult["status"]> = new Map([
  [responseCodes.success, "found"],
  [responseCodes.pullNotFound, "empty"],
  [responseCodes.pullRetryImmediately, "empty"],
  [responseCodes.pullOffsetMoved, "moved"],
]);

/** Reads from one queue. Asks a broker or one of its replicas; commits nothing. */
export async function pullMessages(connections: Connections, request: PullRequest): Promise<PullResult> {
  const { address, group, topic, queue, offset, messagesMax, suspendMs } = request;
  const sysFlag = sysFlagSubscription | (suspendMs > 0 ? sysFlagSuspend : 0);
  const fields = {
    consumerGroup: group,
    topic,
    queueId: String(queue.queueId),
    queueOffset: String(offset),
    maxMsgNums: String(messagesMax),
    sysFlag: String(sysFlag),
    commitOffset: "0",
    suspendTimeoutMillis: String(suspendMs),
    subscription: "*",
    subVersion: "0",
    expressionType: "TAG",
    bname: queue.brokerName,
  };
  const command = { code: requestCodes.pullMessage, fields };
  const answer = await connections.to(address).request(command, suspendMs + answerTimeoutMs);
  const status = pullStatuses.get(answer.code);
  if (status === undefined) {
    throw refusedError(address, answer.code, answer.remark);
  }
  return {
    status,
    messages: status === "found" ? decodeMessages(answer.body) : [],
    nextOffset: readNumberField(answer, "nextBeginOffset"),
    minOffset: readNumberField(answer, "minOffset"),
    maxOffset: readNumberField(answer, "maxOffset"),
  };
}

export interface GroupQueue {
  /** A master: replicas take no offsets. */
  address: string;
  group: string;
  topic: string;
  queue: Queue;
}

/** Undefined when the group has never committed on this queue; 0 where a broker takes a young queue to start there. */
export async function queryConsumerOffset(connections: Connections, at: GroupQueue): Promise<number | undefined> {
  const command = { code: requestCodes.queryConsumerOffset, fields: groupFields(at) };
  const answer = await connections.to(at.address).request(command);
  if (answer.code === responseCodes.queryNotFound) {
    return undefined;
  }
  return readNumberField(expectSuccess(at.address, answer), "offset");
}

/** The next offset to read, once everything before it is safe elsewhere. Resolves when the broker has it. */
export async function updateConsumerOffset(connections: Connections, at: GroupQueue, offset: number): Promise<void> {
  const fields = { ...groupFields(at), commitOffset: String(offset) };
  await connections.call(at.address, { code: requestCodes.updateConsumerOffset, fields });
}

/** IDs of the clients that are in the group now, as this broker knows them. */
export async function listConsumers(connections: Connections, address: string, group: string): Promise<string[]> {
  const command = { code: requestCodes.getConsumerListByGroup, fields: { consumerGroup: group } };
  const answer = await connections.to(address).request(command);
  if (answer.code === responseCodes.systemError || answer.code === responseCodes.consumerNotOnline) {
    // Brokers say "no consumer for this group" by an error.
    return [];
  }
  const ids = asArray(readJsonBody(expectSuccess(address, answer))["consumerIdList"]);
  return ids.filter((id) => typeof id === "string");
}

export interface GroupMembership {
  clientId: string;
  group: string;
  topics: readonly string[];
  subVersion: number;
}

/** Makes or keeps this client a member of a consumer group at one broker; wanted at least every 30 s. */
export async function heartbeat(connections: Connections, address: string, member: GroupMembership): Promise<void> {
  const consumer = {
    groupName: member.group,
    consumeType: "CONSUME_PASSIVELY",
    messageModel: "CLUSTERING",
    consumeFromWhere: "CONSUME_FROM_LAST_OFFSET",
    unitMode: false,
    subscriptionDataSet: member.topics.map((topic) => ({
      topic,
      subString: "*",
      tagsSet: [],
      codeSet: [],
      subVersion: member.subVersion,
      classFilterMode: false,
      expressionType: "TAG",
    })),
  };
  const body = Buffer.from(
    JSON.stringify({ clientID: member.clientId, producerDataSet: [], consumerDataSet: [consumer] }),
  );
  await connections.call(address, { code: requestCodes.heartBeat, fields: {}, body });
}

/** Leaves the group at once instead of by time-out. */
export async function leaveGroup(connections: Connections, address: string, member: GroupMembership): Promise<void> {
  const fields = { clientID: member.clientId, consumerGroup: member.group };
  await connections.call(address, { code: requestCodes.unregisterClient, fields });
}

function groupFields({ group, topic, queue }: GroupQueue): Record<string, string> {
  return { consumerGroup: group, topic, queueId: String(queue.queueId), bname: queue.brokerName };
}

function expectSuccess(address: string, answer: ReceivedCommand): ReceivedCommand {
  if (answer.code !== responseCodes.success) {
    throw refusedError(address, answer.code, answer.remark);
  }
  return answer;
}
