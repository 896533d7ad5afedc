import { Readable } from "node:stream";
import AsyncLevelPersistence from "aedes-persistence-level/asyncPersistence.js";
import { ClassicLevel } from "classic-level";
import type { MqttBrokerCounters, MqttBrokerLimits } from "./contracts";
import { clientIdOf, clientRange, range } from "./level-keys";
import { type OutgoingPacket, OutgoingQueue } from "./outgoing-queue";

const incoming = "incoming:";
const retained = "retained:";
const subscriptions = "subscriptions:";

interface StoredClient {
  id: string;
}

/** Aedes' durable store with a queue of our own and with bounds, and whose sessions can be removed whole. */
export class BrokerStore extends AsyncLevelPersistence {
  private readonly db: ClassicLevel;
  private readonly limits: MqttBrokerLimits;
  private readonly counters: MqttBrokerCounters;
  private readonly outgoing: OutgoingQueue;
  private readonly retainedTopics = new Set<string>();

  constructor(db: ClassicLevel, limits: MqttBrokerLimits, counters: MqttBrokerCounters) {
    super(db);
    this.db = db;
    this.limits = limits;
    this.counters = counters;
    this.outgoing = new OutgoingQueue(db, limits, counters);
  }

  override async setup(broker: unknown): Promise<void> {
    await this.outgoing.open();
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

  override async outgoingEnqueue(subscription: { clientId: string }, packet: OutgoingPacket): Promise<void> {
    await this.outgoing.enqueue(subscription.clientId, packet);
  }

  override async outgoingUpdate(client: StoredClient, packet: OutgoingPacket): Promise<void> {
    await this.outgoing.update(client.id, packet);
  }

  override async outgoingClearMessageId(client: StoredClient, packet: OutgoingPacket): Promise<undefined> {
    await this.outgoing.clear(client.id, packet.messageId);
    return undefined;
  }

  override outgoingStream(client: StoredClient): Readable {
    return Readable.from(this.outgoing.read(client.id));
  }

  /** Removes queued messages and QoS 2 state; subscriptions stay. */
  async clearQueues(clientId: string): Promise<void> {
    await this.outgoing.clearAll(clientId);
    await this.db.clear(clientRange(incoming, clientId));
  }

  async removeSession(clientId: string): Promise<void> {
    await this.cleanSubscriptions({ id: clientId });
    await this.clearQueues(clientId);
  }
}

export async function openLevel(dataDir: string): Promise<ClassicLevel> {
  const db = new ClassicLevel(dataDir);
  await db.open();
  return db;
}
