import { createHash, randomBytes } from "node:crypto";
import type { IPublishPacket } from "mqtt-packet";
import { RawMqttClient } from "./raw-mqtt-client";

export interface SentMessage {
  /** `<topic>#<sequence>`, unique in one publisher */
  id: string;
  topic: string;
  sequence: number;
  clientId: string;
  qos: 0 | 1 | 2;
  bytes: number;
  sha256: string;
  sentAtMs: number;
}

export interface SequencePublisherOptions {
  host?: string;
  port: number;
  parentTopic: string;
  clients?: number;
  /** subtopics of all clients together; each belongs to one client, so that its publish order is known */
  subtopics?: number;
  qos?: 0 | 1 | 2;
  /** stop by itself after so many messages; undefined: until `stop` */
  messages?: number;
  /** of all clients together; undefined: as fast as the acknowledgements allow */
  ratePerSecond?: number;
  /** unacknowledged messages of one client */
  window?: number;
  bodyBytesMin?: number;
  bodyBytesMax?: number;
  protocolVersion?: 4 | 5;
  isPersistent?: boolean;
  clientIdPrefix?: string;
  /** Second topic level, followed by the client's number; tells several publishers of one parent topic apart. */
  levelPrefix?: string;
  keepaliveSeconds?: number;
  properties?: IPublishPacket["properties"];
}

const headerBytes = 8;

/** A body starts with its sequence number; the rest is random bytes. */
export function readSequence(body: Buffer): number {
  return Number(body.readBigUInt64BE(0));
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

interface Sender {
  clientId: string;
  client: RawMqttClient;
  topics: string[];
  turn: number;
  /** how many messages are this client's part */
  quota: number;
  unacknowledged: Map<number, SentMessage>;
  /** called at the next acknowledgement */
  wake: () => void;
}

/** Publishes numbered messages of random bytes and records which of them the MQTT side acknowledged. */
export class SequencePublisher {
  readonly sent = new Map<string, SentMessage>();
  readonly acknowledged = new Set<string>();
  /** milliseconds from PUBLISH to PUBACK or PUBCOMP */
  readonly acknowledgementMs: number[] = [];
  readonly #options: Required<Omit<SequencePublisherOptions, "messages" | "ratePerSecond" | "properties">> &
    Pick<SequencePublisherOptions, "messages" | "ratePerSecond" | "properties">;
  readonly #senders: Sender[];
  readonly #sequences = new Map<string, number>();
  #isStopped = false;
  #isClosed = false;
  #lastAcknowledgedAtMs = 0;
  #settled: () => void = () => undefined;
  #rateTimer: NodeJS.Timeout | undefined;
  #startedAtMs = 0;
  /** Resolves when all that is to be sent has been sent and acknowledged (QoS 0: sent). */
  readonly done: Promise<void>;

  constructor(options: SequencePublisherOptions) {
    this.#options = {
      host: "127.0.0.1",
      clients: 1,
      subtopics: 1,
      qos: 1,
      window: 256,
      bodyBytesMin: 64,
      bodyBytesMax: 256,
      protocolVersion: 4,
      isPersistent: false,
      levelPrefix: "dev",
      keepaliveSeconds: 30,
      clientIdPrefix: `GID_test@@@${process.pid}-${randomBytes(3).toString("hex")}`,
      ...options,
    };
    this.done = new Promise((resolve) => {
      this.#settled = resolve;
    });
    this.#senders = Array.from({ length: this.#options.clients }, (_, index) => this.#createSender(index));
    this.#startedAtMs = performance.now();
    if (this.#options.ratePerSecond === undefined) {
      for (const sender of this.#senders) {
        void this.#runFull(sender);
      }
    } else {
      this.#rateTimer = setInterval(() => this.#runRate(), 5);
    }
  }

  get clientIds(): string[] {
    return this.#senders.map((sender) => sender.clientId);
  }

  get unacknowledged(): number {
    return this.#senders.reduce((sum, sender) => sum + sender.unacknowledged.size, 0);
  }

  /** performance.now() of the newest acknowledgement: proves that publishers went on during a fault. */
  get lastAcknowledgedAtMs(): number {
    return this.#lastAcknowledgedAtMs;
  }

  get resent(): number {
    return this.#senders.reduce((sum, sender) => sum + sender.client.resent, 0);
  }

  get reconnects(): number {
    return this.#senders.reduce((sum, sender) => sum + Math.max(0, sender.client.connects - 1), 0);
  }

  /** Sends nothing new and waits for the outstanding acknowledgements. */
  async stop(): Promise<void> {
    this.#halt();
    this.#checkDone();
    await this.done;
  }

  close(): void {
    this.#isClosed = true;
    this.#halt();
    for (const { client } of this.#senders) {
      client.close();
    }
    this.#checkDone();
  }

  #halt(): void {
    this.#isStopped = true;
    clearInterval(this.#rateTimer);
    for (const sender of this.#senders) {
      sender.wake();
    }
  }

  #createSender(index: number): Sender {
    const { clients, subtopics, parentTopic, clientIdPrefix, levelPrefix } = this.#options;
    const topics: string[] = [];
    for (let number = index; number < Math.max(subtopics, clients); number += clients) {
      topics.push(`${parentTopic}/${levelPrefix}${index}/s${number}`);
    }
    const clientId = `${clientIdPrefix}-${index}`;
    const messages = this.#options.messages ?? Number.POSITIVE_INFINITY;
    const quota = Math.floor(messages / clients) + (index < messages % clients ? 1 : 0);
    const unacknowledged = new Map<number, SentMessage>();
    const client = new RawMqttClient({
      host: this.#options.host,
      port: this.#options.port,
      clientId,
      protocolVersion: this.#options.protocolVersion,
      isPersistent: this.#options.isPersistent,
      keepaliveSeconds: this.#options.keepaliveSeconds,
      onAcknowledged: (packetId) => {
        this.#acknowledge(unacknowledged, packetId);
        sender.wake();
      },
    });
    const sender: Sender = { clientId, client, topics, turn: 0, quota, unacknowledged, wake: () => undefined };
    return sender;
  }

  #hasMore(sender: Sender): boolean {
    return !this.#isStopped && sender.turn < sender.quota;
  }

  async #runFull(sender: Sender): Promise<void> {
    while (this.#hasMore(sender)) {
      await sender.client.writable();
      for (let burst = 0; burst < 64 && this.#hasMore(sender) && this.#hasRoom(sender); burst++) {
        this.#publishOne(sender);
      }
      if (this.#hasRoom(sender)) {
        await new Promise((resolve) => setImmediate(resolve));
      } else {
        await new Promise<void>((resolve) => {
          sender.wake = resolve;
        });
      }
    }
    this.#checkDone();
  }

  #hasRoom(sender: Sender): boolean {
    return sender.unacknowledged.size < this.#options.window && (this.#options.qos > 0 || sender.client.isOnline);
  }

  /** Holds the rate over time: what could not be sent while the window was full is not made up for. */
  #runRate(): void {
    const rate = this.#options.ratePerSecond ?? 0;
    const due = Math.floor(((performance.now() - this.#startedAtMs) / 1000) * rate);
    let skipped = 0;
    while (this.sent.size + skipped < due) {
      const sender = this.#senders[(this.sent.size + skipped) % this.#senders.length];
      if (sender === undefined || !this.#hasMore(sender) || !this.#hasRoom(sender)) {
        skipped++;
        continue;
      }
      this.#publishOne(sender);
    }
    this.#startedAtMs += (skipped / Math.max(1, rate)) * 1000;
    if (!this.#senders.some((sender) => this.#hasMore(sender))) {
      clearInterval(this.#rateTimer);
      this.#checkDone();
    }
  }

  #publishOne(sender: Sender): void {
    const { qos, bodyBytesMin, bodyBytesMax, properties } = this.#options;
    const topic = sender.topics[sender.turn++ % sender.topics.length] ?? this.#options.parentTopic;
    const sequence = this.#sequences.get(topic) ?? 0;
    this.#sequences.set(topic, sequence + 1);
    const bytes = Math.max(headerBytes, bodyBytesMin + Math.floor(Math.random() * (bodyBytesMax - bodyBytesMin + 1)));
    const payload = randomBytes(bytes);
    payload.writeBigUInt64BE(BigInt(sequence), 0);
    const id = `${topic}#${sequence}`;
    const packetId = sender.client.publish({
      topic,
      payload,
      qos,
      ...(properties === undefined ? {} : { properties }),
    });
    const message: SentMessage = {
      id,
      topic,
      sequence,
      clientId: sender.clientId,
      qos,
      bytes,
      sha256: sha256(payload),
      sentAtMs: performance.now(),
    };
    this.sent.set(id, message);
    if (packetId !== undefined) {
      sender.unacknowledged.set(packetId, message);
    }
  }

  #acknowledge(unacknowledged: Map<number, SentMessage>, packetId: number): void {
    const message = unacknowledged.get(packetId);
    if (message === undefined) {
      return;
    }
    unacknowledged.delete(packetId);
    this.acknowledged.add(message.id);
    this.#lastAcknowledgedAtMs = performance.now();
    this.acknowledgementMs.push(this.#lastAcknowledgedAtMs - message.sentAtMs);
    this.#checkDone();
  }

  #checkDone(): void {
    if (this.#isClosed || (this.unacknowledged === 0 && !this.#senders.some((sender) => this.#hasMore(sender)))) {
      this.#settled();
    }
  }
}
