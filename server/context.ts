import type { AppDatabase } from "@/db/client";
import type { ObservedSubtopics } from "@/lib/instances/observed";
import type { ConnectionTestResult, MqttConnection, PublishInput } from "@/lib/instances/schemas";
import type {
  BrowsedMessage,
  BrowseMessagesQuery,
  CreateRocketmqTopicInput,
  RocketmqSeries,
  RocketmqTopic,
} from "@/lib/rocketmq/schemas";
import type { RocketmqTarget } from "@/lib/rules/desired";
import type { MetricsStore } from "@/server/metrics/metrics-store";
import type { Logger } from "@/server/observability/logger";
import type { RuntimeGateway } from "@/server/protocol/client";
import type { RuntimeHistory } from "@/server/services/shared/runtime-history";

/** Offsets are sums over all queues. */
export interface TopicFigures {
  minOffset: number;
  maxOffset: number;
  /** Still stored. */
  messageCount: number;
}

export interface StoredTestMessage {
  messageId: string;
  brokerName: string;
  queueId: number;
  queueOffset: number | undefined;
}

/** What services need of a RocketMQ cluster. Expected failures are AppErrors: UNAVAILABLE names the cluster and why. */
export interface RocketmqGateway {
  test(target: RocketmqTarget): Promise<ConnectionTestResult>;
  /** Such as `V4_9_7`; undefined when the cluster answers but does not tell. */
  detectVersion(target: RocketmqTarget): Promise<string | undefined>;
  topicStatus(target: RocketmqTarget, topic: string): Promise<"exists" | "missing">;
  listTopics(target: RocketmqTarget): Promise<RocketmqTopic[]>;
  /** Undefined when the topic went meanwhile. */
  topicFigures(target: RocketmqTarget, topic: string): Promise<TopicFigures | undefined>;
  createTopic(target: RocketmqTarget, input: CreateRocketmqTopicInput): Promise<void>;
  deleteTopic(target: RocketmqTarget, topic: string): Promise<void>;
  /** In the order in which a rule's lanes take them. UNAVAILABLE when the topic has no route. */
  writableQueues(target: RocketmqTarget, topic: string): Promise<{ brokerName: string; queueId: number }[]>;
  /** Stores one message marked as a test. */
  sendTestMessage(target: RocketmqTarget, topic: string, body: Buffer): Promise<StoredTestMessage>;
  browse(target: RocketmqTarget, topic: string, query: BrowseMessagesQuery): Promise<BrowsedMessage[]>;
  /** Closes what is kept open for an instance that changed or went. */
  forget(instanceId: string): void;
}

/** What services need of an MQTT broker. */
export interface MqttGateway {
  test(connection: MqttConnection): Promise<ConnectionTestResult>;
  publish(connection: MqttConnection, input: PublishInput): Promise<void>;
  /** What is published under a parent topic since somebody began to ask; `key` names the broker and its present settings. */
  observe(key: string, connection: MqttConnection, topic: string): Omit<ObservedSubtopics, "broker">;
}

/** The settings that services know. */
export interface ServiceConfig {
  rocketmqSeries: readonly RocketmqSeries[];
  /** Undefined when the broker is not embedded. */
  mqtt: { host: string; port: number; wsPort: number } | undefined;
  rocketmq: EmbeddedRocketmqConfig | undefined;
  rocketmq5: EmbeddedRocketmqConfig | undefined;
  traces: { messagesPerSecond: number; keptMs: number; rowsMax: number };
  version: string;
}

interface EmbeddedRocketmqConfig {
  version: string;
  namesrvPort: number;
}

/** State of the embedded parts, as the supervisor sees them. */
export interface EmbeddedStatus {
  [part: string]: { state: string; detail?: string | undefined; pid?: number | undefined };
}

/** All that a service may touch; nothing of Next. */
export interface ServiceContext {
  db: AppDatabase;
  actor: string;
  requestId?: string | undefined;
  now(): Date;
  runtime: RuntimeGateway;
  metrics: MetricsStore;
  history: RuntimeHistory;
  rocketmq: RocketmqGateway;
  mqtt: MqttGateway;
  config: ServiceConfig;
  embedded(): EmbeddedStatus;
  log: Logger;
}
