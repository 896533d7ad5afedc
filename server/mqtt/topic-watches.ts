import type { MqttClient } from "mqtt";
import type { ObservedSubtopics } from "@/lib/instances/observed";
import type { MqttConnection } from "@/lib/instances/schemas";
import { say } from "@/lib/said/say";
import { toConnectionError } from "./errors";
import { ObservedTopics } from "./observed-topics";
import { connectOnce, isVersionRefusal, shortClientOptions, shortLivedClientId, versionsToTry } from "./short-client";

const watchesMax = 5;
/** A page that looks asks every few seconds; one that was closed does not say so. */
const timesDefault = { forgetAfterMs: 15_000, tidyEveryMs: 5_000 };
const retryAfterMs = 10_000;
const connectTimeoutMs = 10_000;
/** Enough to show what is published; a busy topic would otherwise cost the console and the broker for nothing. */
const messagesMax = 5_000;
const bytesMax = 16 * 1024 * 1024;
const refusedMin = 0x80;

type Watching = Omit<ObservedSubtopics, "broker">;

/** One look at a parent topic of one broker: a clean session with QoS 0, which takes no message from anybody. */
class TopicWatch {
  askedAtMs = Date.now();
  private readonly seen = new ObservedTopics();
  private readonly connection: MqttConnection;
  private readonly topic: string;
  private client: MqttClient | undefined;
  private isEnded = false;
  private messages = 0;
  private bytes = 0;
  private failure: { atMs: number; message: string } | undefined;
  /** When enough was seen. */
  private completeAtMs: number | undefined;

  constructor(connection: MqttConnection, topic: string) {
    this.connection = connection;
    this.topic = topic;
    this.start();
  }

  ask(): Watching {
    this.askedAtMs = Date.now();
    if (this.failure !== undefined && this.askedAtMs - this.failure.atMs > retryAfterMs) {
      this.failure = undefined;
      this.start();
    }
    const problem = this.failure?.message;
    const items = this.seen.list(this.completeAtMs);
    return { items, isObserved: true, ...(problem === undefined ? {} : { problem }) };
  }

  end(): void {
    this.isEnded = true;
    this.close();
  }

  private start(): void {
    this.watch().catch((error: unknown) => {
      this.failure = { atMs: Date.now(), message: toConnectionError(error).failure.message };
      this.close();
    });
  }

  private close(): void {
    const { client } = this;
    this.client = undefined;
    client?.end(true);
  }

  private async open(): Promise<MqttClient> {
    const clientId = shortLivedClientId(this.connection.clientIdPrefix, "observe");
    let failure: unknown;
    for (const version of versionsToTry(this.connection)) {
      try {
        return await connectOnce(
          this.connection,
          shortClientOptions(this.connection, clientId, version, connectTimeoutMs),
        );
      } catch (error) {
        failure = error;
        if (!isVersionRefusal(error)) {
          throw error;
        }
      }
    }
    throw failure;
  }

  private async watch(): Promise<void> {
    const client = await this.open();
    client.on("error", () => undefined);
    if (this.isEnded) {
      client.end(true);
      return;
    }
    this.client = client;
    client.once("close", () => this.fail(client, "The broker closed the connection."));
    client.on("message", (topic, payload, packet) => {
      // What was retained was published before anybody looked.
      if (!packet.retain) {
        this.take(topic, payload, packet.qos);
      }
    });
    // It matches the parent topic itself too.
    const granted = await client.subscribeAsync(`${this.topic}/#`, { qos: 0 });
    if (granted.some(({ qos }) => qos >= refusedMin)) {
      this.fail(client, say("subscriptionRefused"));
    }
  }

  /** Of the client in use; one that was ended here closes too. */
  private fail(client: MqttClient, message: string): void {
    if (this.client === client) {
      this.failure = { atMs: Date.now(), message };
      this.close();
    }
  }

  private take(topic: string, payload: Buffer, qos: number): void {
    this.seen.see({ topic, payload, qos });
    this.messages += 1;
    this.bytes += payload.length;
    if (this.messages >= messagesMax || this.bytes >= bytesMax) {
      this.completeAtMs = Date.now();
      this.close();
    }
  }
}

/** Looks at topics of brokers that are not this product's, while somebody asks; ended soon after the last question. */
export class TopicWatches {
  private readonly watches = new Map<string, TopicWatch>();
  private timer: NodeJS.Timeout | undefined;
  private readonly times: typeof timesDefault;

  constructor(times = timesDefault) {
    this.times = times;
  }

  observe(key: string, connection: MqttConnection, topic: string): Watching {
    const name = `${key}/${topic}`;
    const watch = this.watches.get(name);
    if (watch !== undefined) {
      return watch.ask();
    }
    this.tidy();
    if (this.watches.size >= watchesMax) {
      return { items: [], isObserved: false };
    }
    const opened = new TopicWatch(connection, topic);
    this.watches.set(name, opened);
    this.timer ??= setInterval(() => this.tidy(), this.times.tidyEveryMs).unref();
    return opened.ask();
  }

  close(): void {
    for (const watch of this.watches.values()) {
      watch.end();
    }
    this.watches.clear();
    this.tidy();
  }

  private tidy(): void {
    const limitMs = Date.now() - this.times.forgetAfterMs;
    for (const [name, watch] of this.watches) {
      if (watch.askedAtMs < limitMs) {
        watch.end();
        this.watches.delete(name);
      }
    }
    if (this.watches.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }
}
