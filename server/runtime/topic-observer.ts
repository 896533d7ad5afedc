import type { ObservedSubtopic } from "@/lib/instances/observed";
import type { BrokerMessage, MqttBroker } from "@/server/embedded/mqtt-broker/contracts";

const parentsMax = 20;
const topicsMax = 200;
const sampleBytesMax = 1_024;
/** Nobody has asked for so long: observing ends. */
const forgetAfterMs = 120_000;

interface Seen {
  firstSeenMs: number;
  lastSeenMs: number;
  count: number;
  /** The beginning of the last payload. */
  sample: Buffer;
  payloadBytes: number;
  qos: number;
  clientId: string | undefined;
}

interface Observation {
  askedAtMs: number;
  topics: Map<string, Seen>;
}

/** What is published under a parent topic, for as long as somebody asks. Costs nothing while nobody does. */
export class TopicObserver {
  private readonly observations = new Map<string, Observation>();
  private stopListening: (() => void) | undefined;
  private readonly broker: MqttBroker;

  constructor(broker: MqttBroker) {
    this.broker = broker;
  }

  /** Starts observing at the first call for a parent topic; the answers of later calls have something to tell. */
  observe(parentTopic: string): ObservedSubtopic[] {
    const nowMs = Date.now();
    const observation = this.observations.get(parentTopic) ?? { askedAtMs: nowMs, topics: new Map() };
    observation.askedAtMs = nowMs;
    if (this.observations.size < parentsMax) {
      this.observations.set(parentTopic, observation);
    }
    this.stopListening ??= this.broker.onPublish((message) => this.see(message));
    return [...observation.topics].map(([topic, seen]) => ({
      topic,
      ratePerSecond: seen.count / Math.max(1, (nowMs - seen.firstSeenMs) / 1_000),
      lastSeenMs: seen.lastSeenMs,
      samplePayloadBase64: seen.sample.toString("base64"),
      payloadBytes: seen.payloadBytes,
      qos: seen.qos,
      ...(seen.clientId === undefined ? {} : { clientId: seen.clientId }),
    }));
  }

  /** Called now and then: forgets what nobody asks for any more. */
  tidy(): void {
    const limitMs = Date.now() - forgetAfterMs;
    for (const [parentTopic, { askedAtMs }] of this.observations) {
      if (askedAtMs < limitMs) {
        this.observations.delete(parentTopic);
      }
    }
    if (this.observations.size === 0) {
      this.stopListening?.();
      this.stopListening = undefined;
    }
  }

  private see(message: BrokerMessage): void {
    const { topic, payload } = message;
    const slash = topic.indexOf("/");
    const topics = this.observations.get(slash < 0 ? topic : topic.slice(0, slash))?.topics;
    if (topics === undefined) {
      return;
    }
    const lastSeenMs = Date.now();
    const seen = topics.get(topic);
    if (seen === undefined && topics.size >= topicsMax) {
      return;
    }
    const { firstSeenMs, count } = seen ?? { firstSeenMs: lastSeenMs, count: 0 };
    // A copy: a view would keep the whole packet in memory.
    const sample = Buffer.from(payload.subarray(0, sampleBytesMax));
    const { qos, clientId } = message;
    topics.set(topic, {
      firstSeenMs,
      lastSeenMs,
      count: count + 1,
      sample,
      payloadBytes: payload.length,
      qos,
      clientId,
    });
  }
}
