import AsyncLevelPersistence from "aedes-persistence-level/asyncPersistence.js";
import { ClassicLevel } from "classic-level";
import type { MqttBrokerCounters, MqttBrokerLimits } from "./contracts";

const outgoing = "outgoing:";
const outgoingId = "outgoing-id:";
const incoming = "incoming:";
const retained = "retained:";
const subscriptions = "subscriptions:";

/** Every key under a prefix that ends with ":"; ";" is the next character. */
function range(prefix: string): { gte: string; lt: string } {
  return { gte: prefix, lt: `${prefix.slice(0, -1)};` };
}

function clientRange(kind: string, clientId: string): { gte: string; lt: string } {
  return range(`${kind}${encodeURIComponent(clientId)}:`);
}

function clientIdOf(key: string): string {
  return decodeURIComponent(key.split(":", 2)[1] ?? "");
}

function hasProperties(packet: unknown): boolean {
  return typeof packet === "object" && packet !== null && "properties" in packet && packet.properties !== undefined;
}

/** Aedes' durable store with bounds: queues of offline subscribers and retained messages stop growing, and a session can be removed whole. */
export class BrokerStore extends AsyncLevelPersistence {
  private readonly db: ClassicLevel;
  private readonly limits: MqttBrokerLimits;
  private readonly counters: MqttBrokerCounters;
  private readonly queued = new Map<string, number>();
  private readonly retainedTopics = new Set<string>();
  private queuedTotal = 0;

  constructor(db: ClassicLevel, limits: MqttBrokerLimits, counters: MqttBrokerCounters) {
    super(db);
    this.db = db;
    this.limits = limits;
    this.counters = counters;
  }

  /** Counts what the last process left. */
  override async setup(broker: unknown): Promise<void> {
    for await (const key of this.db.keys(range(outgoing))) {
      this.count(clientIdOf(key), 1);
    }
    for await (const key of this.db.keys(range(retained))) {
      this.retainedTopics.add(key.slice(retained.length));
    }
    await super.setup(broker);
  }

  /** Clients with stored subscriptions. */
  async subscribedClients(): Promise<ReadonlySet<string>> {
    const clientIds = new Set<string>();
    for await (const key of this.db.keys(range(subscriptions))) {
      clientIds.add(clientIdOf(key));
    }
    return clientIds;
  }

  override async storeRetained(packet: { topic: string; payload: Buffer }): Promise<void> {
    if (packet.payload.length === 0) {
      this.retainedTopics.delete(packet.topic);
    } else if (!this.retainedTopics.has(packet.topic)) {
      if (this.retainedTopics.size >= this.limits.retainedMessagesMax) {
        this.counters.retainedDropped++;
        return;
      }
      this.retainedTopics.add(packet.topic);
    }
    await super.storeRetained(packet);
  }

  override async outgoingEnqueue(subscription: { clientId: string }, packet: unknown): Promise<void> {
    const { clientId } = subscription;
    const isFull =
      (this.queued.get(clientId) ?? 0) >= this.limits.queuedMessagesPerSessionMax ||
      this.queuedTotal >= this.limits.queuedMessagesMax;
    if (isFull) {
      this.counters.queuedDropped++;
      return;
    }
    this.count(clientId, 1);
    await super.outgoingEnqueue(subscription, packet);
    if (hasProperties(packet)) {
      // The store's own packet type knows no MQTT 5 properties; an update writes the packet as it is, and a key without identifier beside it.
      await super.outgoingUpdate({ id: clientId }, packet);
      await this.db.del(`${outgoingId}${encodeURIComponent(clientId)}:undefined`);
    }
  }

  /** A message that was not queued, because the queue is full, is still delivered to a connected client. */
  override async outgoingUpdate(client: { id: string }, packet: unknown): Promise<void> {
    try {
      await super.outgoingUpdate(client, packet);
    } catch (error) {
      if (!(error instanceof Error && error.message === "no such packet")) {
        throw error;
      }
    }
  }

  override async outgoingClearMessageId(client: { id: string }, packet: unknown): Promise<unknown> {
    const cleared = await super.outgoingClearMessageId(client, packet);
    if (cleared !== undefined) {
      this.count(client.id, -1);
    }
    return cleared;
  }

  /** Removes queued messages and QoS 2 state; subscriptions stay. */
  async clearQueues(clientId: string): Promise<void> {
    this.count(clientId, -(this.queued.get(clientId) ?? 0));
    await this.db.clear(clientRange(outgoing, clientId));
    await this.db.clear(clientRange(outgoingId, clientId));
    await this.db.clear(clientRange(incoming, clientId));
  }

  async removeSession(clientId: string): Promise<void> {
    await this.cleanSubscriptions({ id: clientId });
    await this.clearQueues(clientId);
  }

  private count(clientId: string, change: number): void {
    const count = Math.max(0, (this.queued.get(clientId) ?? 0) + change);
    this.queuedTotal = Math.max(0, this.queuedTotal + change);
    if (count === 0) {
      this.queued.delete(clientId);
    } else {
      this.queued.set(clientId, count);
    }
  }
}

export async function openLevel(dataDir: string): Promise<ClassicLevel> {
  const db = new ClassicLevel(dataDir);
  await db.open();
  return db;
}
