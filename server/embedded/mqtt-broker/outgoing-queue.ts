import v8 from "node:v8";
import type { ClassicLevel } from "classic-level";
import type { MqttBrokerCounters, MqttBrokerLimits } from "./contracts";
import { clientIdOf, clientRange, range } from "./level-keys";
import { LevelWriter } from "./level-writer";

const prefix = "outgoing:";
/** Keys of messages that found their queue full and may still be on their way to a connected client. */
const droppedKeysMax = 100_000;

/** What aedes stores of a packet that is on its way to a subscriber. */
export interface OutgoingPacket {
  cmd: string;
  brokerId?: string | undefined;
  brokerCounter?: number | undefined;
  topic?: string | undefined;
  payload?: Buffer | undefined;
  qos?: number | undefined;
  retain?: boolean | undefined;
  dup?: boolean | undefined;
  messageId?: number | undefined;
  properties?: unknown;
  messageExpiry?: number | undefined;
}

function encode(packet: OutgoingPacket, key: string): Buffer {
  const { cmd, brokerId, brokerCounter, topic, payload, qos, retain, dup, messageId, properties, messageExpiry } =
    packet;
  return v8.serialize({
    cmd,
    brokerId,
    brokerCounter,
    topic,
    payload,
    qos,
    retain,
    dup,
    messageId,
    properties,
    messageExpiry,
    key,
  });
}

/**
 * Messages for persistent sessions, bounded, in publish order. It stands in for the queue of aedes-persistence-level, which forgets MQTT 5 properties
 * and completes its writes in any order, so that aedes would take the later of two messages for the newer one and drop the other.
 */
export class OutgoingQueue {
  private readonly db: ClassicLevel;
  private readonly writer: LevelWriter;
  private readonly limits: MqttBrokerLimits;
  private readonly counters: MqttBrokerCounters;
  private readonly counts = new Map<string, number>();
  private readonly keysById = new Map<string, Map<number, string>>();
  private readonly dropped = new Set<string>();
  private total = 0;

  constructor(db: ClassicLevel, limits: MqttBrokerLimits, counters: MqttBrokerCounters) {
    this.db = db;
    this.writer = new LevelWriter(db);
    this.limits = limits;
    this.counters = counters;
  }

  /** Counts what the last process left. */
  async open(): Promise<void> {
    for await (const key of this.db.keys(range(prefix))) {
      this.count(clientIdOf(key), 1);
    }
  }

  async enqueue(clientId: string, packet: OutgoingPacket): Promise<void> {
    const key = keyOf(clientId, packet);
    if (
      (this.counts.get(clientId) ?? 0) >= this.limits.queuedMessagesPerSessionMax ||
      this.total >= this.limits.queuedMessagesMax
    ) {
      this.counters.queuedDropped++;
      if (this.dropped.size < droppedKeysMax) {
        this.dropped.add(key);
      }
      return;
    }
    this.count(clientId, 1);
    await this.writer.put(key, encode(packet, key));
  }

  /** The message got its packet identifier, or went on to PUBREL. One that was not queued is still delivered to a connected client. */
  async update(clientId: string, packet: OutgoingPacket): Promise<void> {
    const { messageId } = packet;
    const key = packet.brokerId === undefined ? this.keyById(clientId, messageId) : keyOf(clientId, packet);
    if (key === undefined || messageId === undefined || this.dropped.delete(key)) {
      return;
    }
    const keys = this.keysById.get(clientId) ?? new Map<number, string>();
    keys.set(messageId, key);
    this.keysById.set(clientId, keys);
    await this.writer.put(key, encode(packet, key));
  }

  /** The subscriber has the message. */
  async clear(clientId: string, messageId: number | undefined): Promise<void> {
    const key = this.keyById(clientId, messageId);
    if (key === undefined || messageId === undefined) {
      return;
    }
    this.keysById.get(clientId)?.delete(messageId);
    this.count(clientId, -1);
    await this.writer.del(key);
  }

  async clearAll(clientId: string): Promise<void> {
    await this.writer.settled();
    this.count(clientId, -(this.counts.get(clientId) ?? 0));
    this.keysById.delete(clientId);
    await this.db.clear(clientRange(prefix, clientId));
  }

  /** In publish order; what was sent before is marked as a duplicate. */
  async *read(clientId: string): AsyncGenerator<OutgoingPacket> {
    await this.writer.settled();
    for await (const value of this.db.values<string, Buffer>({
      ...clientRange(prefix, clientId),
      valueEncoding: "buffer",
    })) {
      const { key, ...packet } = v8.deserialize(value) as OutgoingPacket & { key: string }; // safe because only encode writes here
      if (packet.messageId !== undefined && packet.brokerId === undefined) {
        this.remember(clientId, packet.messageId, key);
      }
      yield packet.messageId !== undefined && packet.cmd === "publish" ? { ...packet, dup: true } : packet;
    }
  }

  private remember(clientId: string, messageId: number, key: string): void {
    const keys = this.keysById.get(clientId) ?? new Map<number, string>();
    keys.set(messageId, key);
    this.keysById.set(clientId, keys);
  }

  private keyById(clientId: string, messageId: number | undefined): string | undefined {
    return messageId === undefined ? undefined : this.keysById.get(clientId)?.get(messageId);
  }

  private count(clientId: string, change: number): void {
    const count = Math.max(0, (this.counts.get(clientId) ?? 0) + change);
    this.total = Math.max(0, this.total + change);
    if (count === 0) {
      this.counts.delete(clientId);
    } else {
      this.counts.set(clientId, count);
    }
  }
}

function keyOf(clientId: string, packet: OutgoingPacket): string {
  const counter = String(packet.brokerCounter ?? 0).padStart(16, "0");
  return `${prefix}${encodeURIComponent(clientId)}:${packet.brokerId ?? ""}:${counter}`;
}
