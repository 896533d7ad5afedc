import type { IConnackPacket, ISubscribePacket, IUnsubscribePacket, Packet } from "mqtt-packet";

interface Waiter {
  resolve(packet: Packet): void;
  reject(error: Error): void;
}

/** The few packets of a connection that are questions: CONNECT, SUBSCRIBE and UNSUBSCRIBE, with their answers. */
export class Requests {
  private readonly waiting = new Map<string, Waiter>();
  private readonly write: (packet: Packet) => void;
  private ended: Error | undefined;
  private nextPacketId = 1;

  constructor(write: (packet: Packet) => void) {
    this.write = write;
  }

  get isWaitingForSuback(): boolean {
    return [...this.waiting.keys()].some((key) => key.startsWith("suback"));
  }

  async connack(): Promise<IConnackPacket> {
    return (await this.wait("connack")) as IConnackPacket; // safe because settle matches by the packet's own command
  }

  /** The reason codes, one a topic filter. */
  async subscribe(subscriptions: ISubscribePacket["subscriptions"]): Promise<readonly number[]> {
    const messageId = this.nextPacketId++;
    this.write({ cmd: "subscribe", messageId, subscriptions });
    const packet = await this.wait(`suback:${messageId}`);
    return packet.cmd === "suback" ? packet.granted.map(Number) : [];
  }

  async unsubscribe(topicFilter: string): Promise<void> {
    const messageId = this.nextPacketId++;
    const packet: IUnsubscribePacket = { cmd: "unsubscribe", messageId, unsubscriptions: [topicFilter] };
    this.write(packet);
    await this.wait(`unsuback:${messageId}`);
  }

  /** False when nobody asked for this packet. */
  settle(packet: Packet): boolean {
    const key = packet.cmd === "connack" ? "connack" : `${packet.cmd}:${packet.messageId ?? 0}`;
    const waiter = this.waiting.get(key);
    this.waiting.delete(key);
    waiter?.resolve(packet);
    return waiter !== undefined;
  }

  rejectAll(error: Error): void {
    this.ended = error;
    const waiters = [...this.waiting.values()];
    this.waiting.clear();
    for (const waiter of waiters) {
      waiter.reject(error);
    }
  }

  private async wait(key: string): Promise<Packet> {
    if (this.ended !== undefined) {
      throw this.ended;
    }
    return await new Promise((resolve, reject) => {
      this.waiting.set(key, { resolve, reject });
    });
  }
}
