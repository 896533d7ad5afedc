import type { Client, PublishPacket } from "aedes";
import { refreshKeepAlive } from "./aedes-internals";
import type { BrokerMessage, HandlerRegistration, MqttBrokerCounters, PublishHandler, PublishHold } from "./contracts";
import { type HandlerSlot, HeldPublishes } from "./held-publishes";
import { toMessageProperties } from "./message-properties";
import { Parking } from "./parking";
import { parentTopicOf, topicFault } from "./topics";

type Release = (error?: Error | null) => void;

/** Acknowledgements held longer than this would let the keep-alive of a waiting client run out. */
const refreshMs = 1_000;

/** The one place every publish of a device passes: refuses what is not allowed, hands on what a rule wants, holds the acknowledgement. */
export class PublishGate {
  private readonly counters: MqttBrokerCounters;
  private readonly slots = new Map<string, HandlerSlot>();
  private readonly held = new Map<Client, HeldPublishes>();
  private readonly listeners = new Set<(message: BrokerMessage) => void>();
  private knownTopics: ReadonlySet<string> | undefined;
  private isClosing = false;
  private readonly parking: Parking;
  private readonly timer: NodeJS.Timeout;

  constructor(counters: MqttBrokerCounters, reserved: ReadonlySet<string> | "all", parkedBytesMax: number) {
    this.counters = counters;
    this.parking = new Parking(reserved, parkedBytesMax);
    this.timer = setInterval(() => this.refreshWaiting(), refreshMs);
  }

  setKnownTopics(parentTopics: ReadonlySet<string> | undefined): void {
    this.knownTopics = parentTopics;
  }

  reserveTopics(parentTopics: ReadonlySet<string>): void {
    this.parking.reserve(parentTopics);
  }

  onPublish(listener: (message: BrokerMessage) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  register(parentTopic: string, handler: PublishHandler): HandlerRegistration {
    const slot: HandlerSlot = this.parking.handOver(parentTopic, handler) ?? { handler, held: 0 };
    this.slots.set(parentTopic, slot);
    const { slots } = this;
    return {
      get heldCount() {
        return slot.held;
      },
      remove: () => {
        if (slots.get(parentTopic) === slot) {
          slots.delete(parentTopic);
        }
      },
      returnHeld: () => this.returnHeld(slot),
    };
  }

  /** Aedes' authorizePublish: `release` lets it write the acknowledgement and route the message to local subscribers. */
  readonly authorize = (client: Client | null, packet: PublishPacket, release: Release): void => {
    if (this.isClosing) {
      // Neither refused nor acknowledged: the device sends again, and a stored will is published after the next start.
      return;
    }
    const fault = this.faultOf(packet.topic);
    if (fault !== undefined) {
      this.counters.publishesRefused++;
      release(new Error(fault));
      return;
    }
    this.counters.publishesReceived++;
    const message = toMessage(client, packet);
    for (const listener of this.listeners) {
      listener(message);
    }
    const parentTopic = parentTopicOf(packet.topic);
    const slot = this.slots.get(parentTopic) ?? this.parking.slotOf(parentTopic);
    // A will has no connection any more; aedes passes it here after the client was closed.
    if (client === null || client.closed) {
      handWill(message, slot, release);
    } else if (packet.qos === 0) {
      slot?.handler.publish(message, undefined);
      release(null);
    } else {
      this.handHeld(client, message, slot, release);
    }
  };

  /** The connection ended: everything it waited for is void. */
  drop(client: Client): void {
    const slots = this.held.get(client)?.drop();
    this.held.delete(client);
    for (const slot of slots ?? []) {
      slot.handler.onHoldsVoid();
    }
  }

  /** From now on nothing is acknowledged. */
  startClosing(): void {
    this.isClosing = true;
    clearInterval(this.timer);
    for (const client of [...this.held.keys()]) {
      this.drop(client);
    }
  }

  private handHeld(client: Client, message: BrokerMessage, slot: HandlerSlot | undefined, release: Release): void {
    let held = this.held.get(client);
    if (slot === undefined) {
      if (held === undefined) {
        release(null);
      } else {
        held.pass(release);
      }
      return;
    }
    if (held === undefined) {
      held = new HeldPublishes(client, (change) => {
        this.counters.publishesHeld += change;
      });
      this.held.set(client, held);
    }
    const hold = held.hold(slot, release);
    slot.handler.publish(message, hold);
  }

  private faultOf(topic: string): string | undefined {
    const fault = topicFault(topic);
    if (fault === undefined && this.knownTopics !== undefined && !this.knownTopics.has(parentTopicOf(topic))) {
      return `the parent topic ${parentTopicOf(topic)} does not exist in this instance; create it first`;
    }
    return fault;
  }

  private returnHeld(slot: HandlerSlot): void {
    for (const held of [...this.held.values()]) {
      if (held.waitsFor(slot)) {
        held.client.close();
      }
    }
  }

  private refreshWaiting(): void {
    for (const held of this.held.values()) {
      if (held.size > 0) {
        refreshKeepAlive(held.client);
      }
    }
  }
}

function handWill(message: BrokerMessage, slot: HandlerSlot | undefined, release: Release): void {
  if (slot === undefined) {
    release(null);
  } else if (message.qos === 0) {
    slot.handler.publish(message, undefined);
    release(null);
  } else {
    slot.handler.publish(message, new WillHold(slot, release));
  }
}

/** Aedes keeps the will in its store until this is confirmed, so a will survives a crash in between. */
class WillHold implements PublishHold {
  readonly isVoid = false;
  private isConfirmed = false;
  private readonly slot: HandlerSlot;
  private readonly release: Release;

  constructor(slot: HandlerSlot, release: Release) {
    this.slot = slot;
    this.release = release;
    slot.held++;
  }

  confirm(): void {
    if (!this.isConfirmed) {
      this.isConfirmed = true;
      this.slot.held--;
      this.release(null);
    }
  }

  holdBack(): void {}
}

function toMessage(client: Client | null, packet: PublishPacket & { clientId?: string }): BrokerMessage {
  return {
    topic: packet.topic,
    payload: typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload,
    qos: packet.qos,
    clientId: client?.id ?? packet.clientId,
    cleanSession: client?.clean,
    mqtt5: toMessageProperties(packet.properties),
  };
}
