import { randomBytes } from "node:crypto";
import type { ConnectionTestResult } from "@/lib/instances/schemas";
import { isBrowsable } from "@/lib/rocketmq/is-browsable";
import type {
  BrowsedMessage,
  BrowseMessagesQuery,
  CreateRocketmqTopicInput,
  RocketmqTopic,
} from "@/lib/rocketmq/schemas";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { say } from "@/lib/said/say";
import type { RocketmqGateway, StoredTestMessage, TopicFigures } from "@/server/context";
import { AppError } from "@/server/errors";
import type { RocketmqClient } from "@/server/rocketmq/client";
import { type ClientLease, ClientPool } from "@/server/rocketmq/client-pool";
import { testRocketmqConnection } from "@/server/rocketmq/connection-test";
import { topicExists } from "@/server/rocketmq/grpc/ask-proxy";
import { writableQueues } from "@/server/rocketmq/remoting/route";
import { RocketmqError } from "@/server/rocketmq/rocketmq-error";
import { sendTestMessage } from "@/server/rocketmq/test-message";

/** A page that lists topics and then browses needs one connection, not two; a console left alone needs none. */
const idleMs = 60_000;
const proxyTimeoutMs = 3_000;
/** Whoever reads the topic can tell a test from a device's message. */
const testMarks = [["sluicePreflight", "true"]] as const;

interface Kept {
  lease: ClientLease;
  timer: NodeJS.Timeout;
}

/** The console's own way to RocketMQ clusters: one client an instance, closed when idle; expected failures as AppErrors. */
export class RocketmqClusters implements RocketmqGateway {
  readonly #pool = new ClientPool();
  readonly #kept = new Map<string, Kept>();

  test(target: RocketmqTarget): Promise<ConnectionTestResult> {
    return testRocketmqConnection(target);
  }

  async detectVersion(target: RocketmqTarget): Promise<string | undefined> {
    return isBrowsable(target.endpoint) ? this.#use(target, (client) => client.detectVersion()) : undefined;
  }

  async topicStatus(target: RocketmqTarget, topic: string): Promise<"exists" | "missing"> {
    if (!isBrowsable(target.endpoint)) {
      return (await this.#askProxy(target, topic)) ? "exists" : "missing";
    }
    return (await this.#use(target, (client) => client.topicStatus(topic))) === undefined ? "missing" : "exists";
  }

  listTopics(target: RocketmqTarget): Promise<RocketmqTopic[]> {
    return this.#use(target, (client) => client.listTopics());
  }

  async topicFigures(target: RocketmqTarget, topic: string): Promise<TopicFigures | undefined> {
    const status = await this.#use(target, (client) => client.topicStatus(topic));
    if (status === undefined) {
      return undefined;
    }
    const { minOffset, maxOffset, messageCount } = status;
    return { minOffset, maxOffset, messageCount };
  }

  async createTopic(target: RocketmqTarget, input: CreateRocketmqTopicInput): Promise<void> {
    if ((await this.#use(target, (client) => client.createTopic(input))) === "exists") {
      throw new AppError("TOPIC_EXISTS", `The cluster already has a topic ${input.name}.`);
    }
  }

  async deleteTopic(target: RocketmqTarget, topic: string): Promise<void> {
    if ((await this.#use(target, (client) => client.deleteTopic(topic))) === "missing") {
      throw new AppError("TOPIC_NOT_FOUND", `There is no topic ${topic} on the cluster.`);
    }
  }

  browse(target: RocketmqTarget, topic: string, query: BrowseMessagesQuery): Promise<BrowsedMessage[]> {
    return this.#use(target, (client) => client.browse(topic, query));
  }

  writableQueues(target: RocketmqTarget, topic: string): Promise<{ brokerName: string; queueId: number }[]> {
    return this.#use(target, async (client) => writableQueues(await client.route(topic, { isFresh: true })));
  }

  sendTestMessage(target: RocketmqTarget, topic: string, body: Buffer): Promise<StoredTestMessage> {
    const uniqueKey = randomBytes(16).toString("hex").toUpperCase();
    return this.#use(target, (client) => sendTestMessage(client, topic, { body, uniqueKey, properties: testMarks }));
  }

  forget(instanceId: string): void {
    const kept = this.#kept.get(instanceId);
    clearTimeout(kept?.timer);
    kept?.lease.release();
    this.#kept.delete(instanceId);
  }

  close(): void {
    for (const instanceId of [...this.#kept.keys()]) {
      this.forget(instanceId);
    }
  }

  /** Sure of what is there; a proxy keeps to itself for some seconds that a topic was missing. */
  async #askProxy(target: RocketmqTarget, topic: string): Promise<boolean> {
    try {
      return await topicExists(target, topic, proxyTimeoutMs);
    } catch (error) {
      throw toAppError(error, target);
    }
  }

  async #use<T>(target: RocketmqTarget, work: (client: RocketmqClient) => Promise<T>): Promise<T> {
    if (!isBrowsable(target.endpoint)) {
      throw new AppError("UNAVAILABLE", say("topicsNeedNameServer"));
    }
    const lease = this.#pool.acquire(target);
    try {
      return await work(lease.client);
    } catch (error) {
      throw toAppError(error, target);
    } finally {
      this.#keep(target.instanceId, lease);
    }
  }

  /** Replaces the lease kept before, so that each instance holds one. */
  #keep(instanceId: string, lease: ClientLease): void {
    this.forget(instanceId);
    const timer = setTimeout(() => this.forget(instanceId), idleMs);
    timer.unref();
    this.#kept.set(instanceId, { lease, timer });
  }
}

/** The wire's own words are safe to show: an address and a broker's first line. */
function toAppError(error: unknown, target: RocketmqTarget): unknown {
  if (!(error instanceof RocketmqError)) {
    return error;
  }
  return new AppError(
    "UNAVAILABLE",
    say("clusterSaid", { instance: target.instanceId, addresses: addressesOf(target), why: error.message }),
    {
      cause: error,
      retryAfterSeconds: 5,
    },
  );
}

function addressesOf({ endpoint }: RocketmqTarget): string {
  return endpoint.protocol === "remoting" ? endpoint.nameServers.join(", ") : endpoint.endpoints;
}
