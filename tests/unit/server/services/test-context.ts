import { join } from "node:path";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { emptyTotals } from "@/lib/metrics/schemas";
import type { RocketmqTarget } from "@/lib/rules/desired";
import type { MqttGateway, RocketmqGateway, ServiceConfig, ServiceContext, TopicFigures } from "@/server/context";
import { AppError } from "@/server/errors";
import { MetricsStore } from "@/server/metrics/metrics-store";
import { createLogger } from "@/server/observability/logger";
import type { RuntimeChannel } from "@/server/protocol/channel";
import { RuntimeClient } from "@/server/protocol/client";
import {
  ConsoleMessage,
  type RuleSnapshot,
  type RuntimeRequest,
  type RuntimeSnapshot,
} from "@/server/protocol/messages";
import { createGroup } from "@/server/services/groups/create";
import { createInstance } from "@/server/services/instances/create";
import { createRocketmqInstance } from "@/server/services/rocketmq-instances/create";
import { emptyHistory } from "@/server/services/shared/runtime-history";
import { createTopic } from "@/server/services/topics/create";

/** The runtime's end of the protocol, in this process: answers requests, and can be down. */
export class RuntimeDouble implements RuntimeChannel {
  isUp = true;
  readonly requests: RuntimeRequest[] = [];
  announcements = 0;
  /** By rule; what is spooled and what is in flight. */
  backlogs = new Map<string, { backlog: number; spooled: number }>();
  answer: (request: RuntimeRequest) => unknown = (request) => this.#defaultAnswer(request);
  readonly #messageListeners = new Set<(value: unknown) => void>();
  readonly #downListeners = new Set<() => void>();

  get listenerCount(): number {
    return this.#messageListeners.size + this.#downListeners.size;
  }

  send(value: unknown): boolean {
    const message = ConsoleMessage.parse(structuredClone(value));
    if (message.type === "announce") {
      this.announcements += 1;
    }
    if (message.type === "request") {
      this.requests.push(message.request);
      const result = this.answer(message.request);
      queueMicrotask(() => this.emit({ type: "response", id: message.id, ok: true, result }));
    }
    return this.isUp;
  }

  onMessage(listener: (value: unknown) => void): () => void {
    this.#messageListeners.add(listener);
    return () => this.#messageListeners.delete(listener);
  }

  onDown(listener: () => void): () => void {
    this.#downListeners.add(listener);
    return () => this.#downListeners.delete(listener);
  }

  emit(value: unknown): void {
    for (const listener of this.#messageListeners) {
      listener(structuredClone(value));
    }
  }

  goDown(): void {
    this.isUp = false;
    for (const listener of this.#downListeners) {
      listener();
    }
  }

  #defaultAnswer(request: RuntimeRequest): unknown {
    if (request.method === "backlog") {
      return this.backlogs.get(request.params.ruleId) ?? { backlog: 0, spooled: 0 };
    }
    return request.method === "observeTopics" ? [] : 0;
  }
}

/** A cluster in memory behind the gateway's interface. */
export class RocketmqDouble implements RocketmqGateway {
  topics = new Set(["TopicB", "TopicC"]);
  version: string | undefined = "V4_9_7";
  isReachable = true;
  queueIds = [0, 1, 2, 3];
  testMessages: { topic: string; body: Buffer }[] = [];
  targets: RocketmqTarget[] = [];

  #reach(target: RocketmqTarget): void {
    this.targets.push(target);
    if (!this.isReachable) {
      throw new AppError("UNAVAILABLE", `${target.instanceId} cannot be reached: connection refused.`);
    }
  }
  async test(target: RocketmqTarget) {
    this.#reach(target);
    return { ok: true, steps: [] };
  }
  async detectVersion(target: RocketmqTarget) {
    this.#reach(target);
    return this.version;
  }
  async topicStatus(target: RocketmqTarget, topic: string): Promise<"exists" | "missing"> {
    this.#reach(target);
    return this.topics.has(topic) ? "exists" : "missing";
  }
  async listTopics(target: RocketmqTarget) {
    this.#reach(target);
    return [...this.topics].map((name) => ({ name, messageType: "NORMAL" as const, queueCount: 8, brokers: ["a"] }));
  }
  async topicFigures(target: RocketmqTarget, topic: string): Promise<TopicFigures | undefined> {
    this.#reach(target);
    return this.topics.has(topic) ? { minOffset: 2, maxOffset: 10, messageCount: 8 } : undefined;
  }
  async writableQueues(target: RocketmqTarget, topic: string) {
    this.#reach(target);
    return this.topics.has(topic) ? this.queueIds.map((queueId) => ({ brokerName: "broker-a", queueId })) : [];
  }
  async sendTestMessage(target: RocketmqTarget, topic: string, body: Buffer) {
    this.#reach(target);
    this.testMessages.push({ topic, body });
    return { messageId: "0A", brokerName: "broker-a", queueId: 0, queueOffset: 7 };
  }
  async createTopic(target: RocketmqTarget, { name }: { name: string }) {
    this.#reach(target);
    this.topics.add(name);
  }
  async deleteTopic(target: RocketmqTarget, topic: string) {
    this.#reach(target);
    this.topics.delete(topic);
  }
  async browse(target: RocketmqTarget) {
    this.#reach(target);
    return [];
  }
  forget(): void {}
}

export interface TestContext extends ServiceContext {
  runtimeDouble: RuntimeDouble;
  runtime: RuntimeClient;
  cluster: RocketmqDouble;
}

export function createTestContext(config: Partial<ServiceConfig> = {}): TestContext {
  const db = openDatabase(":memory:");
  migrateDatabase(db.$client, join(process.cwd(), "db/migrations/app"));
  const runtimeDouble = new RuntimeDouble();
  const cluster = new RocketmqDouble();
  const mqtt: MqttGateway = {
    test: async () => ({ ok: true, steps: [] }),
    publish: async () => undefined,
    observe: () => ({ items: [], isObserved: true }),
  };
  const runtime = new RuntimeClient(runtimeDouble);
  runtimeDouble.emit({ type: "ready", protocolVersion: 1, pid: 42, version: "0.1.0" });
  return {
    db,
    actor: "operator",
    now: () => new Date(),
    runtime,
    runtimeDouble,
    cluster,
    metrics: new MetricsStore(),
    history: emptyHistory,
    rocketmq: cluster,
    mqtt,
    config: {
      rocketmqSeries: ["4.0"],
      mqtt: undefined,
      rocketmq: undefined,
      rocketmq5: undefined,
      traces: { messagesPerSecond: 5, keptMs: 3 * 24 * 3_600_000, rowsMax: 500_000 },
      version: "0.1.0",
      ...config,
    },
    embedded: () => ({}),
    log: createLogger({ name: "test", level: "silent" }),
  };
}

export const connection = { url: "mqtt://127.0.0.1:1884", protocolVersion: "auto", auth: "password" } as const;

export function makeInstance(context: ServiceContext, changes: { name?: string; kernelVersion?: string } = {}): string {
  const { instanceId } = createInstance(context, {
    name: "broker-one",
    regionId: "cn-hangzhou",
    kernelVersion: "V3.3.0",
    instanceType: "Professional",
    connection,
    tags: {},
    ...changes,
  });
  createTopic(context, instanceId, { name: "TopicA", description: "" });
  createGroup(context, instanceId, { groupId: "GID_Status" });
  return instanceId;
}

export async function makeRocketmq(
  context: ServiceContext,
  changes: Partial<Parameters<typeof createRocketmqInstance>[1]> = {},
): Promise<string> {
  const { instanceId } = await createRocketmqInstance(context, {
    name: "cluster-one",
    regionId: "cn-hangzhou",
    series: "4.0",
    endpoint: { protocol: "remoting", nameServers: ["127.0.0.1:9876"] },
    requireReplica: false,
    ...changes,
  });
  return instanceId;
}

export function ruleInput(rocketmqInstanceId: string, changes: { ruleId?: string; topic?: string } = {}) {
  return {
    ruleId: changes.ruleId ?? "report-1",
    description: "",
    status: "enabled" as const,
    type: "dataOutbound" as const,
    source: { topic: changes.topic ?? "TopicA" },
    destination: { service: "rocketmq" as const, rocketmqInstanceId, topic: "TopicB" },
  };
}

export function ruleSnapshot(instanceId: string, changes: Partial<RuleSnapshot> = {}): RuleSnapshot {
  return {
    instanceId,
    totals: emptyTotals,
    state: "running",
    stateSinceMs: 1_000,
    backlog: 0,
    backlogBytes: 0,
    drainEtaSeconds: null,
    latencyMs: { p50: null, p95: null, p99: null },
    errors: 0,
    warnings: [],
    ...changes,
  };
}

export function snapshot(rules: Record<string, RuleSnapshot>, tMs = Date.now()): RuntimeSnapshot {
  return {
    type: "snapshot",
    tMs,
    rules,
    unchanged: [],
    instances: {},
    process: { rssBytes: 1, cpuPercent: 1, eventLoopDelayP99Ms: 1 },
  };
}
