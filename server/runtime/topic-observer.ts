import type { ObservedSubtopic } from "@/lib/instances/observed";
import type { BrokerMessage, MqttBroker } from "@/server/embedded/mqtt-broker/contracts";
import { ObservedTopics } from "@/server/mqtt/observed-topics";

const parentsMax = 20;
/** Nobody has asked for so long: observing ends. */
const forgetAfterMs = 120_000;

interface Observation {
  askedAtMs: number;
  topics: ObservedTopics;
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
    const observation = this.observations.get(parentTopic) ?? { askedAtMs: nowMs, topics: new ObservedTopics() };
    observation.askedAtMs = nowMs;
    if (this.observations.size < parentsMax) {
      this.observations.set(parentTopic, observation);
    }
    this.stopListening ??= this.broker.onPublish((message) => this.see(message));
    return observation.topics.list(nowMs);
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
    const { topic } = message;
    const slash = topic.indexOf("/");
    this.observations.get(slash < 0 ? topic : topic.slice(0, slash))?.topics.see(message);
  }
}
