import type { BrokerMessage, PublishHandler, PublishHold } from "./contracts";
import type { HandlerSlot } from "./held-publishes";

/** QoS 0 messages that may wait in all; more are let go, as QoS 0 may be, and counted. */
const bestEffortMax = 1_000;
/** A message's own objects. */
const overheadBytes = 512;

interface Parked {
  message: BrokerMessage;
  hold: PublishHold | undefined;
}

/** What all topics together may keep waiting. */
class Room {
  private bytes = 0;
  private bestEffort = 0;
  private readonly bytesMax: number;

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  get isFull(): boolean {
    return this.bytes >= this.bytesMax;
  }

  get hasBestEffortRoom(): boolean {
    return !this.isFull && this.bestEffort < bestEffortMax;
  }

  count({ message, hold }: Parked, change: 1 | -1): void {
    this.bytes += change * (message.payload.length + message.topic.length + overheadBytes);
    this.bestEffort += hold === undefined ? change : 0;
  }
}

/**
 * Publishes to a parent topic that a rule forwards, while its handler is not there: before a start has read the rules, and
 * between two lives of one rule. Unanswered, and no more is read of their connections once the room is full; whoever comes next takes them in order.
 */
class ParkedTopic implements PublishHandler {
  readonly slot: HandlerSlot = { handler: this, held: 0 };
  private parked: Parked[] = [];
  private lost = 0;
  private readonly room: Room;

  constructor(room: Room) {
    this.room = room;
  }

  publish(message: BrokerMessage, hold: PublishHold | undefined): void {
    if (hold === undefined && !this.room.hasBestEffortRoom) {
      this.lost++;
      return;
    }
    const parked = { message, hold };
    this.parked.push(parked);
    this.room.count(parked, 1);
    if (this.room.isFull) {
      hold?.holdBack();
    }
  }

  onHoldsVoid(): void {
    const all = this.takeAll();
    this.parked = all.filter(({ hold }) => hold?.isVoid !== true);
    for (const parked of this.parked) {
      this.room.count(parked, 1);
    }
  }

  onLost(count: number): void {
    this.lost += count;
  }

  handTo(handler: PublishHandler): HandlerSlot {
    this.slot.handler = handler;
    for (const { message, hold } of this.takeAll()) {
      handler.publish(message, hold);
    }
    if (this.lost > 0) {
      handler.onLost(this.lost);
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
    for (const one of parked) {
      this.room.count(one, -1);
    }
    return parked;
  }
}

/** Which parent topics must not be acknowledged without a handler, and what waits for one. */
export class Parking {
  private reserved: ReadonlySet<string> | "all";
  private readonly topics = new Map<string, ParkedTopic>();
  private readonly room: Room;

  constructor(reserved: ReadonlySet<string> | "all", bytesMax: number) {
    this.reserved = reserved;
    this.room = new Room(bytesMax);
  }

  /** Undefined where nobody forwards: such publishes are acknowledged at once. */
  slotOf(parentTopic: string): HandlerSlot | undefined {
    if (this.reserved !== "all" && !this.reserved.has(parentTopic)) {
      return undefined;
    }
    let topic = this.topics.get(parentTopic);
    if (topic === undefined) {
      topic = new ParkedTopic(this.room);
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
}
