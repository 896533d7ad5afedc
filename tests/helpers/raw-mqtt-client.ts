import { connect, type Socket } from "node:net";
import mqttPacket, { type IPublishPacket, type Packet } from "mqtt-packet";

export interface RawPublish {
  topic: string;
  payload: Buffer;
  qos: 0 | 1 | 2;
  properties?: IPublishPacket["properties"];
}

export interface RawMqttOptions {
  host?: string;
  port: number;
  clientId: string;
  protocolVersion?: 4 | 5;
  /** A persistent session keeps what was queued across reconnects. */
  isPersistent?: boolean;
  keepaliveSeconds?: number;
  onAcknowledged?: (packetId: number) => void;
  onMessage?: (packet: IPublishPacket) => void;
}

interface Outstanding {
  publish: RawPublish;
  isReleased: boolean;
}

const packetIdMax = 65_535;
const reconnectDelayMs = 200;

/**
 * A second implementation of an MQTT publisher, on bare sockets: pipelined, with a window, and it reconnects and sends again
 * (DUP) what was not acknowledged, as a conforming client must. Written for tests: no surprises from a client library.
 */
export class RawMqttClient {
  readonly #options: RawMqttOptions;
  readonly #outstanding = new Map<number, Outstanding>();
  #socket: Socket | undefined;
  #isOnline = false;
  #isClosing = false;
  #nextPacketId = 1;
  #timer: NodeJS.Timeout | undefined;
  #pingTimer: NodeJS.Timeout | undefined;
  #unansweredPings = 0;
  #waiters: (() => void)[] = [];
  connects = 0;
  resent = 0;

  constructor(options: RawMqttOptions) {
    this.#options = options;
    this.#open();
  }

  get outstanding(): number {
    return this.#outstanding.size;
  }

  get isOnline(): boolean {
    return this.#isOnline;
  }

  /** Packet ID of a QoS 1 or QoS 2 message, or undefined for QoS 0. While offline, messages with an ID are sent on the next connection. */
  publish(publish: RawPublish): number | undefined {
    if (publish.qos === 0) {
      if (this.#isOnline) {
        this.#write(toPacket(publish, undefined, false));
      }
      return undefined;
    }
    const packetId = this.#takePacketId();
    this.#outstanding.set(packetId, { publish, isReleased: false });
    if (this.#isOnline) {
      this.#write(toPacket(publish, packetId, false));
    }
    return packetId;
  }

  /** Resolves when the socket accepts more bytes, or at the next connection. */
  async writable(): Promise<void> {
    const isReady = this.#isOnline && this.#socket?.writableNeedDrain === false;
    if (!isReady && !this.#isClosing) {
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  subscribe(topic: string, qos: 0 | 1 | 2): void {
    const messageId = this.#takePacketId();
    this.#write({ cmd: "subscribe", messageId, subscriptions: [{ topic, qos }] });
  }

  /** Leaves without a word: what was not acknowledged stays unacknowledged. */
  kill(): void {
    this.#isClosing = true;
    clearTimeout(this.#timer);
    clearInterval(this.#pingTimer);
    this.#socket?.destroy();
    this.#wake();
  }

  close(): void {
    if (this.#isOnline) {
      this.#write({ cmd: "disconnect" });
    }
    this.#isClosing = true;
    clearTimeout(this.#timer);
    clearInterval(this.#pingTimer);
    this.#socket?.end();
    this.#wake();
  }

  #takePacketId(): number {
    do {
      this.#nextPacketId = (this.#nextPacketId % packetIdMax) + 1;
    } while (this.#outstanding.has(this.#nextPacketId));
    return this.#nextPacketId;
  }

  #open(): void {
    const { host = "127.0.0.1", port, protocolVersion = 4 } = this.#options;
    const parser = mqttPacket.parser({ protocolVersion });
    const socket = connect({ host, port, noDelay: true });
    this.#socket = socket;
    parser.on("packet", (packet: Packet) => this.#handle(packet));
    parser.on("error", () => socket.destroy());
    socket.on("connect", () => this.#greet());
    socket.on("data", (chunk: Buffer) => parser.parse(chunk));
    socket.on("drain", () => this.#wake());
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#closed(socket));
  }

  #greet(): void {
    const { clientId, protocolVersion = 4, isPersistent = false, keepaliveSeconds = 30 } = this.#options;
    this.#write({
      cmd: "connect",
      protocolId: "MQTT",
      protocolVersion,
      clean: !isPersistent,
      clientId,
      keepalive: keepaliveSeconds,
      ...(protocolVersion === 5 && isPersistent ? { properties: { sessionExpiryInterval: 3600 } } : {}),
    });
    clearInterval(this.#pingTimer);
    if (keepaliveSeconds > 0) {
      this.#unansweredPings = 0;
      this.#pingTimer = setInterval(() => this.#ping(), keepaliveSeconds * 500);
    }
  }

  /** Gives a broker up that has not answered for a whole keep-alive, as a conforming client does. */
  #ping(): void {
    if (!this.#isOnline) {
      return;
    }
    if (this.#unansweredPings >= 2) {
      this.#socket?.destroy();
      return;
    }
    this.#unansweredPings += 1;
    this.#write({ cmd: "pingreq" });
  }

  #closed(socket: Socket): void {
    if (socket !== this.#socket) {
      return;
    }
    this.#isOnline = false;
    if (!this.#isClosing) {
      this.#timer = setTimeout(() => this.#open(), reconnectDelayMs);
    }
  }

  #handle(packet: Packet): void {
    switch (packet.cmd) {
      case "connack":
        this.#resume();
        break;
      case "puback":
      case "pubcomp":
        this.#settle(packet.messageId);
        break;
      case "pubrec":
        this.#release(packet.messageId);
        break;
      case "pingresp":
        this.#unansweredPings = 0;
        break;
      case "publish":
        this.#receive(packet);
        break;
      case "pubrel":
        this.#write({ cmd: "pubcomp", messageId: packet.messageId });
        break;
      default:
        break;
    }
  }

  #resume(): void {
    this.#isOnline = true;
    this.connects++;
    for (const [messageId, { publish, isReleased }] of this.#outstanding) {
      this.resent++;
      this.#write(isReleased ? { cmd: "pubrel", messageId } : toPacket(publish, messageId, this.connects > 1));
    }
    this.#wake();
  }

  #release(messageId: number | undefined): void {
    const outstanding = messageId === undefined ? undefined : this.#outstanding.get(messageId);
    if (outstanding !== undefined) {
      outstanding.isReleased = true;
    }
    this.#write({ cmd: "pubrel", messageId });
  }

  #settle(messageId: number | undefined): void {
    if (messageId !== undefined && this.#outstanding.delete(messageId)) {
      this.#options.onAcknowledged?.(messageId);
    }
  }

  #receive(packet: IPublishPacket): void {
    this.#options.onMessage?.(packet);
    if (packet.qos > 0) {
      this.#write({ cmd: packet.qos === 1 ? "puback" : "pubrec", messageId: packet.messageId });
    }
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) {
      wake();
    }
  }

  #write(packet: Packet): void {
    const { protocolVersion = 4 } = this.#options;
    if (this.#socket?.writable === true) {
      this.#socket.write(mqttPacket.generate(packet, { protocolVersion }));
    }
  }
}

function toPacket(publish: RawPublish, messageId: number | undefined, dup: boolean): Packet {
  return { cmd: "publish", retain: false, dup, messageId, ...publish };
}
