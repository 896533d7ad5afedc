import type { BrokerMessage, PublishHandler, PublishHold } from "./contracts";
import type { HandlerSlot } from "./held-publishes";

/** QoS 0 messages that may wait in all; more are let go, as QoS 0 may be. */
const bestEffortMax = 1_000;

interface Parked {
  message: BrokerMessage;
  hold: PublishHold | undefined;
}

/**
 * Publishes to a parent topic that a rule forwards, while its handler is not there: before a start has read the rules, and
 * between two lives of one rule. Unanswered, so bounded by the broker's back-pressure; whoever comes next takes them in order.
 */
class ParkedTopic implements PublishHandler {
  readonly slot: HandlerSlot = { handler: this, held: 0 };
  private parked: Parked[] = [];
  private readonly countBestEffort: (change: number) => boolean;

  constructor(countBestEffort: (change: number) => boolean) {
    this.countBestEffort = countBestEffort;
  }

  publish(message: BrokerMessage, hold: PublishHold | undefined): void {
    if (hold !== undefined || this.countBestEffort(1)) {
      this.parked.push({ message, hold });
    }
  }

  onHoldsVoid(): void {
    this.parked = this.parked.filter(({ hold }) => hold?.isVoid !== true);
  }

  handTo(handler: PublishHandler): HandlerSlot {
    this.slot.handler = handler;
    for (const { message, hold } of this.takeAll()) {
      handler.publish(message, hold);
    }
    return this.slot;
  }

  /** No rule wants them any more. */
  release(): void {
    for (const { hold } of this.takeAll()) {
      hold?.confirm();
    }
  }

  private takeAll(): Parked[] {
    const { parked } = this;
    this.parked = [];
    this.countBestEffort(-parked.filter(({ hold }) => hold === undefined).length);
    return parked;
  }
}

/** Which parent topics must not be acknowledged without a handler, and what waits for one. */
export class Parking {
  private reserved: ReadonlySet<string> | "all";
  private readonly topics = new Map<string, ParkedTopic>();
  private bestEffortCount = 0;

  constructor(reserved: ReadonlySet<string> | "all") {
    this.reserved = reserved;
  }

  /** Undefined where nobody forwards: such publishes are acknowledged at once. */
  slotOf(parentTopic: string): HandlerSlot | undefined {
    if (this.reserved !== "all" && !this.reserved.has(parentTopic)) {
      return undefined;
    }
    let topic = this.topics.get(parentTopic);
    if (topic === undefined) {
      topic = new ParkedTopic(this.countBestEffort);
      this.topics.set(parentTopic, topic);
    }
    return topic.slot;
  }

  reserve(parentTopics: ReadonlySet<string>): void {
    this.reserved = parentTopics;
    for (const [parentTopic, topic] of this.topics) {
      if (!parentTopics.has(parentTopic)) {
        this.topics.delete(parentTopic);
        topic.release();
      }
    }
  }

  /** The slot to go on with when something was parked. */
  handOver(parentTopic: string, handler: PublishHandler): HandlerSlot | undefined {
    const topic = this.topics.get(parentTopic);
    this.topics.delete(parentTopic);
    return topic?.handTo(handler);
  }

  /** False when no more may wait. */
  private readonly countBestEffort = (change: number): boolean => {
    if (this.bestEffortCount + change > bestEffortMax) {
      return false;
    }
    this.bestEffortCount += change;
    return true;
  };
}
