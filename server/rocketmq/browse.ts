import type { BrowsedMessage, BrowseMessagesQuery } from "@/lib/rocketmq/schemas";
import type { ClientContext } from "./client-context";
import { pullMessages } from "./remoting/consumer";
import type { StoredMessage } from "./remoting/message-decoder";
import { queryMaxOffset, queryMinOffset, searchOffset } from "./remoting/offsets";
import { queryByKey, viewByMessageId } from "./remoting/query-messages";
import { type Queue, readableQueues, type TopicRoute } from "./remoting/route";
import { masterOf } from "./remoting/route-cache";

/** A group that brokers keep for tools: reading with it leaves nothing behind. */
const toolsGroup = "TOOLS_CONSUMER";
const bodyBytesMaxDefault = 64 * 1024;
const totalBytesMax = 32 * 1024 * 1024;
const queuesAtOnce = 8;
const pullsPerQueueMax = 200;

interface Found {
  brokerName: string;
  message: StoredMessage;
}

/** Bounded in messages (the query's limit) and in bytes; a longer body is cut and says so. Newest first, but by offset in order. */
export async function browseMessages(
  context: ClientContext,
  topic: string,
  query: BrowseMessagesQuery,
  { bodyBytesMax = bodyBytesMaxDefault }: { bodyBytesMax?: number } = {},
): Promise<BrowsedMessage[]> {
  const route = await context.routes.refresh(context.wrap(topic));
  const found = await find(context, route, query);
  if (query.by === "latest" || query.by === "time" || query.by === "key") {
    const direction = query.by === "time" ? 1 : -1;
    found.sort((a, b) => direction * compareStored(a.message, b.message));
  }
  return found.slice(0, query.limit).map((one) => toBrowsed(one, topic, bodyBytesMax));
}

function find(context: ClientContext, route: TopicRoute, query: BrowseMessagesQuery): Promise<Found[]> {
  switch (query.by) {
    case "key":
      return findByKey(context, route, query.key ?? "", false, query.limit);
    case "messageId":
      return findByMessageId(context, route, query.messageId ?? "");
    case "latest":
    case "offset":
    case "time":
      return findInQueues(context, route, query);
  }
}

async function findInQueues(context: ClientContext, route: TopicRoute, query: BrowseMessagesQuery): Promise<Found[]> {
  const queues = readableQueues(route).filter(
    (queue) =>
      (query.queueId === undefined || queue.queueId === query.queueId) &&
      (query.brokerName === undefined || queue.brokerName === query.brokerName),
  );
  const found: Found[] = [];
  const budget = { bytes: totalBytesMax };
  for (let start = 0; start < queues.length && budget.bytes > 0; start += queuesAtOnce) {
    const some = queues.slice(start, start + queuesAtOnce);
    const perQueue = await Promise.all(some.map((queue) => readQueue(context, route, queue, query, budget)));
    found.push(...perQueue.flat());
  }
  return found;
}

async function readQueue(
  context: ClientContext,
  route: TopicRoute,
  queue: Queue,
  query: BrowseMessagesQuery,
  budget: { bytes: number },
): Promise<Found[]> {
  const address = masterOf(route, queue.brokerName);
  const fromOffset = await startOffset(context, route, queue, query);
  const untilMs = query.by === "time" && query.to !== undefined ? Date.parse(query.to) : Number.POSITIVE_INFINITY;
  const found: Found[] = [];
  let offset = fromOffset;
  for (let pulls = 0; pulls < pullsPerQueueMax && found.length < query.limit && budget.bytes > 0; pulls += 1) {
    const messagesMax = Math.min(32, query.limit - found.length);
    const request = { address, group: toolsGroup, topic: route.topic, queue, offset, messagesMax, suspendMs: 0 };
    const { status, messages, nextOffset } = await pullMessages(context.connections, request);
    for (const message of messages) {
      if (message.storedAtMs > untilMs) {
        return found;
      }
      if (message.queueOffset >= offset) {
        found.push({ brokerName: queue.brokerName, message });
        budget.bytes -= message.body.length;
      }
    }
    if (status === "empty" || nextOffset <= offset) {
      break;
    }
    offset = nextOffset;
  }
  return found;
}

async function startOffset(
  context: ClientContext,
  route: TopicRoute,
  queue: Queue,
  query: BrowseMessagesQuery,
): Promise<number> {
  const at = { address: masterOf(route, queue.brokerName), topic: route.topic, queue };
  const minOffset = await queryMinOffset(context.connections, at);
  if (query.by === "offset") {
    return Math.max(minOffset, query.offset ?? 0);
  }
  if (query.by === "time") {
    const fromMs = query.from === undefined ? 0 : Date.parse(query.from);
    return Math.max(minOffset, await searchOffset(context.connections, at, fromMs));
  }
  const maxOffset = await queryMaxOffset(context.connections, at);
  return Math.max(minOffset, maxOffset - query.limit);
}

async function findByKey(
  context: ClientContext,
  route: TopicRoute,
  key: string,
  isUniqueKey: boolean,
  messagesMax: number,
): Promise<Found[]> {
  if (key === "") {
    return [];
  }
  const query = { topic: route.topic, key, isUniqueKey, messagesMax, fromMs: 0, toMs: Date.now() + 86_400_000 };
  const perBroker = await Promise.all(
    mastersOf(route).map(async ({ brokerName, address }) =>
      (await queryByKey(context.connections, address, query)).map((message) => ({ brokerName, message })),
    ),
  );
  return perBroker.flat();
}

/** Both kinds of ID are looked for: the client's and the broker's. Only brokers of this topic are asked, whatever address an ID names. */
async function findByMessageId(context: ClientContext, route: TopicRoute, messageId: string): Promise<Found[]> {
  const byUniqueKey = await findByKey(context, route, messageId, true, 32);
  if (byUniqueKey.length > 0) {
    return byUniqueKey;
  }
  for (const { brokerName, address } of mastersOf(route)) {
    const message = await viewByMessageId(context.connections, address, messageId);
    if (message?.topic === route.topic) {
      return [{ brokerName, message }];
    }
  }
  return [];
}

function mastersOf(route: TopicRoute): { brokerName: string; address: string }[] {
  return route.brokers.flatMap(({ brokerName, masterAddress }) =>
    masterAddress === undefined ? [] : [{ brokerName, address: masterAddress }],
  );
}

function compareStored(a: StoredMessage, b: StoredMessage): number {
  return a.storedAtMs - b.storedAtMs || a.queueId - b.queueId || a.queueOffset - b.queueOffset;
}

function toBrowsed({ brokerName, message }: Found, topic: string, bodyBytesMax: number): BrowsedMessage {
  const { properties, body } = message;
  const keys = properties.get("KEYS");
  const tags = properties.get("TAGS");
  return {
    messageId: properties.get("UNIQ_KEY") ?? message.brokerMessageId,
    brokerMessageId: message.brokerMessageId,
    topic,
    brokerName,
    queueId: message.queueId,
    queueOffset: message.queueOffset,
    bornAt: new Date(message.bornAtMs).toISOString(),
    storedAt: new Date(message.storedAtMs).toISOString(),
    bornHost: message.bornHost,
    ...(keys === undefined ? {} : { keys }),
    ...(tags === undefined ? {} : { tags }),
    properties: Object.fromEntries(properties),
    bodyBase64: body.subarray(0, bodyBytesMax).toString("base64"),
    bodyBytes: body.length,
    isBodyTruncated: body.length > bodyBytesMax,
  };
}
