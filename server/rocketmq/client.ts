import type { BrowsedMessage, BrowseMessagesQuery, RocketmqTopic } from "@/lib/rocketmq/schemas";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { browseMessages } from "./browse";
import { openClientContext } from "./client-context";
import type { Producer, ProducerOptions } from "./remoting/producer";
import type { TopicRoute } from "./remoting/route";
import { brokerVersion } from "./remoting/topics";
import { SharedProbe } from "./shared-probe";
import { createTopic, deleteTopic, findTopicStatus, listTopics, type TopicStatus } from "./topic-admin";
import { detectVersion } from "./version-detection";

/** Names of topics and groups are the person's own: the instance namespace is put on and taken off inside. */
export interface RocketmqClient {
  listTopics(): Promise<RocketmqTopic[]>;
  /** `exists` changes nothing: a topic is never altered by creating it again. Resolves when name servers route to it. */
  createTopic(topic: { name: string; messageType: string; queueCount: number }): Promise<"created" | "exists">;
  /** `missing` when no broker has it. */
  deleteTopic(name: string): Promise<"deleted" | "missing">;
  /** Undefined when the cluster has no such topic. */
  topicStatus(name: string): Promise<TopicStatus | undefined>;
  /** Rejects with `noRoute` when the topic is missing. */
  browse(topic: string, query: BrowseMessagesQuery, options?: { bodyBytesMax?: number }): Promise<BrowsedMessage[]>;
  /** Such as `V4_9_7`; undefined when no broker tells. */
  detectVersion(): Promise<string | undefined>;
  route(topic: string, options?: { isFresh?: boolean }): Promise<TopicRoute>;
  /** Asks a broker something harmless: resolves when it answers well. */
  probe(address: string): Promise<void>;
  /** Told when a connection to that address ended or could not be made. Returns how to stop. */
  onDisconnect(listener: (address: string) => void): () => void;
  producer(options: ProducerOptions): Producer;
  close(): void;
}

export interface RocketmqClientOptions {
  /** Defaults: 3 s each. */
  connectTimeoutMs?: number;
  requestTimeoutMs?: number;
}

/**
 * A client of one RocketMQ cluster by Remoting. Opening connects nothing: each call connects as needed, rejects with
 * RemotingError when the cluster cannot serve it, and never retries. `close` ends everything at once.
 * Throws when the target has no name server (a gRPC endpoint without one has no administration).
 */
export function openRocketmqClient(target: RocketmqTarget, options: RocketmqClientOptions = {}): RocketmqClient {
  const context = openClientContext(target, options);
  const probe = new SharedProbe(async (address) => {
    await brokerVersion(context.connections, address);
  });
  context.connections.onDisconnect((address) => probe.forget(address));
  return {
    listTopics: () => listTopics(context),
    createTopic: (topic) => createTopic(context, topic),
    deleteTopic: (name) => deleteTopic(context, name),
    topicStatus: (name) => findTopicStatus(context, name),
    browse: (topic, query, browseOptions) => browseMessages(context, topic, query, browseOptions),
    detectVersion: () => detectVersion(context),
    route: (topic, { isFresh = false } = {}) => {
      const name = context.wrap(topic);
      return isFresh ? context.routes.refresh(name) : context.routes.get(name);
    },
    probe: (address) => probe.ask(address),
    onDisconnect: (listener) => context.connections.onDisconnect(listener),
    producer: (producerOptions) => context.producer(producerOptions),
    close: () => context.connections.close(),
  };
}
