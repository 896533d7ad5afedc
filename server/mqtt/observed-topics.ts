import type { ObservedSubtopic } from "@/lib/instances/observed";

const topicsMax = 200;
const sampleBytesMax = 1_024;

export interface SeenMessage {
  topic: string;
  payload: Buffer;
  qos: number;
  clientId?: string | undefined;
}

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

/** What was seen topic by topic: how often, when last, and the beginning of the last payload. Bounded, whatever is published. */
export class ObservedTopics {
  private readonly topics = new Map<string, Seen>();

  see({ topic, payload, qos, clientId }: SeenMessage): void {
    const lastSeenMs = Date.now();
    const seen = this.topics.get(topic);
    if (seen === undefined && this.topics.size >= topicsMax) {
      return;
    }
    const { firstSeenMs, count } = seen ?? { firstSeenMs: lastSeenMs, count: 0 };
    // A copy: a view would keep the whole packet in memory.
    const sample = Buffer.from(payload.subarray(0, sampleBytesMax));
    const payloadBytes = payload.length;
    this.topics.set(topic, { firstSeenMs, lastSeenMs, count: count + 1, sample, payloadBytes, qos, clientId });
  }

  /** Rates are of the time until then. */
  list(untilMs = Date.now()): ObservedSubtopic[] {
    return [...this.topics].map(([topic, seen]) => ({
      topic,
      ratePerSecond: seen.count / Math.max(1, (untilMs - seen.firstSeenMs) / 1_000),
      lastSeenMs: seen.lastSeenMs,
      samplePayloadBase64: seen.sample.toString("base64"),
      payloadBytes: seen.payloadBytes,
      qos: seen.qos,
      ...(seen.clientId === undefined ? {} : { clientId: seen.clientId }),
    }));
  }
}
