import type { Duplex } from "node:stream";
import type { IConnackPacket, IConnectPacket, Packet } from "mqtt-packet";
import { say } from "@/lib/said/say";
import { AcknowledgementRing } from "./acknowledgement-ring";
import type { InboundPublish, PublishProperties } from "./contracts";
import { ControlPackets } from "./control-packets";
import { MalformedPacketError, type MqttConnectionError, toConnectionError, unreachable } from "./errors";
import { FrameReader } from "./frame-reader";
import { KeepAlive, type KeepAliveTiming } from "./keep-alive";
import { PublishDecoder } from "./publish-decoder";
import { connackError, disconnectError } from "./reason-codes";
import { ReceivedPublish } from "./received-publish";
import { Requests } from "./requests";

const topicAliasesMax = 1024;
const publishType = 3;
const pubrelType = 6;
const pingrespType = 13;
const pingreq = Buffer.from([0xc0, 0]);

export interface BrokerConnectionOptions {
  stream: Duplex;
  protocolVersion: 4 | 5;
  clientId: string;
  username: string | undefined;
  password: Buffer | undefined;
  isCleanStart: boolean;
  sessionExpirySeconds: number;
  receiveMaximum: number;
  timing: KeepAliveTiming;
  /** QoS 2 identifiers that were answered with PUBREC; lives as long as the session, longer than a connection. */
  awaitingRelease: Set<number>;
  clientIdUserProperty: string | undefined;
  toNetworkError: (error: unknown) => Error;
}

export interface BrokerConnectionEvents {
  onPublish(message: InboundPublish): void;
  onSkippedRetained(): void;
  /** The broker has not answered for a while, or answers again. */
  onSuspect(isSuspect: boolean): void;
}

/** One network connection to a broker, from CONNECT to its end. Never reused: receipts die with it. */
export class BrokerConnection {
  /** Resolves when the connection has ended, with why. */
  readonly closed: Promise<MqttConnectionError>;
  readonly requests: Requests;
  private readonly options: BrokerConnectionOptions;
  private readonly events: BrokerConnectionEvents;
  private readonly stream: Duplex;
  private readonly packets: ControlPackets;
  private readonly decoder: PublishDecoder;
  private readonly frames: FrameReader;
  private readonly ring: AcknowledgementRing;
  private readonly keepAlive: KeepAlive;
  private readonly topicAliases = new Map<number, string>();
  private isConnected = false;
  private isEnded = false;
  private isFlushScheduled = false;
  private resolveClosed: (reason: MqttConnectionError) => void = () => undefined;

  constructor(options: BrokerConnectionOptions, events: BrokerConnectionEvents) {
    this.options = options;
    this.events = events;
    this.stream = options.stream;
    this.packets = new ControlPackets(options.protocolVersion);
    this.decoder = new PublishDecoder(options.protocolVersion);
    this.frames = new FrameReader(this);
    this.ring = new AcknowledgementRing(this.scheduleFlush);
    this.closed = new Promise((resolve) => {
      this.resolveClosed = resolve;
    });
    this.requests = new Requests((packet) => this.write(packet));
    this.keepAlive = new KeepAlive(options.timing, {
      sendPing: () => this.stream.write(pingreq),
      onSuspect: (isSuspect) => events.onSuspect(isSuspect),
      onDead: () => this.end(unreachable(say("brokerSilent"))),
    });
    this.stream.on("data", this.onData);
    this.stream.on("error", (error: unknown) => this.end(toConnectionError(options.toNetworkError(error))));
    this.stream.on("end", () => this.onPeerClosed());
    this.stream.on("close", () => this.onPeerClosed());
  }

  /** Acknowledgements that are owed and not yet released. */
  get heldCount(): number {
    return this.ring.size;
  }

  get isOver(): boolean {
    return this.isEnded;
  }

  silenceMs(): number {
    return this.keepAlive.silenceMs();
  }

  async handshake(): Promise<IConnackPacket> {
    this.write(this.toConnect());
    const connack = await this.requests.connack();
    const code = connack.reasonCode ?? connack.returnCode ?? 0;
    if (code !== 0) {
      const error = connackError(code, connack.properties?.reasonString);
      this.end(error);
      throw error;
    }
    return connack;
  }

  pause(): void {
    this.stream.pause();
    this.keepAlive.setPaused(true);
  }

  resume(): void {
    this.keepAlive.setPaused(false);
    this.stream.resume();
  }

  /** Writes what is confirmed, says goodbye and closes. `sessionExpirySeconds` 0 ends an MQTT 5 session at the broker. */
  async disconnect(sessionExpirySeconds?: number): Promise<void> {
    if (!this.isEnded && this.isConnected) {
      this.flush();
      const hasExpiry = this.options.protocolVersion === 5 && sessionExpirySeconds !== undefined;
      this.write({
        cmd: "disconnect",
        ...(this.options.protocolVersion === 5 ? { reasonCode: 0 } : {}),
        ...(hasExpiry ? { properties: { sessionExpiryInterval: sessionExpirySeconds } } : {}),
      } as Packet); // safe because mqtt-packet writes a version 3.1.1 DISCONNECT without a reason code
      await this.endStream();
    }
    this.end(unreachable("Closed."));
  }

  end(reason: MqttConnectionError): void {
    if (this.isEnded) {
      return;
    }
    this.isEnded = true;
    this.ring.isVoid = true;
    this.keepAlive.stop();
    this.stream.destroy();
    this.requests.rejectAll(reason);
    this.resolveClosed(reason);
  }

  /** Called by the frame reader for every whole packet; the hot path. */
  onFrame(packet: Buffer, start: number, bodyStart: number, end: number): boolean {
    const type = (packet[start] ?? 0) >> 4;
    if (type === publishType) {
      this.decoder.decode(packet, start, bodyStart, end);
      this.handlePublish();
    } else if (type === pubrelType && end - bodyStart >= 2) {
      this.handlePubrel(packet.readUInt16BE(bodyStart));
    } else if (type !== pingrespType) {
      this.handleControl(this.packets.decode(packet.subarray(start, end)));
    }
    return !this.isEnded;
  }

  private readonly onData = (chunk: Buffer): void => {
    if (this.isEnded) {
      return;
    }
    this.keepAlive.heard();
    try {
      this.frames.push(chunk);
    } catch (error) {
      this.end(toConnectionError(error));
    }
  };

  private handlePublish(): void {
    const decoder = this.decoder;
    const topic = this.options.protocolVersion === 5 ? this.resolveTopic(decoder) : decoder.topic;
    if (topic === "") {
      throw new MalformedPacketError("a PUBLISH has no topic");
    }
    if (!this.isConnected) {
      throw new MalformedPacketError("a PUBLISH came before CONNACK");
    }
    const { qos, packetId } = decoder;
    let sequence = -1;
    if (qos !== 0) {
      const added = this.ring.add(packetId, qos);
      if (added === undefined) {
        throw new MalformedPacketError("more messages are unacknowledged than there are packet identifiers");
      }
      sequence = added;
    }
    if (decoder.isRetained) {
      // A replay at subscribe time: a live publish reaches a subscription without Retain As Published unmarked.
      this.confirmAt(sequence);
      this.events.onSkippedRetained();
      return;
    }
    if (qos === 2 && decoder.isDup && this.options.awaitingRelease.has(packetId)) {
      this.confirmAt(sequence);
      return;
    }
    const mqtt5 = decoder.mqtt5;
    const message = new ReceivedPublish(
      topic,
      decoder.payload,
      qos,
      this.publisherOf(mqtt5),
      mqtt5,
      this.ring,
      sequence,
    );
    this.events.onPublish(message);
  }

  private confirmAt(sequence: number): void {
    if (sequence >= 0) {
      this.ring.confirm(sequence);
    }
  }

  private publisherOf(mqtt5: PublishProperties | undefined): string | undefined {
    const name = this.options.clientIdUserProperty;
    if (name === undefined || mqtt5?.userProperties === undefined) {
      return undefined;
    }
    return mqtt5.userProperties.find((property) => property.key === name)?.value;
  }

  private resolveTopic(decoder: PublishDecoder): string {
    const alias = decoder.topicAlias;
    if (alias === 0) {
      return decoder.topic;
    }
    if (alias > topicAliasesMax) {
      throw new MalformedPacketError(`topic alias ${alias} is larger than the maximum announced`);
    }
    if (decoder.topic !== "") {
      this.topicAliases.set(alias, decoder.topic);
      return decoder.topic;
    }
    return this.topicAliases.get(alias) ?? "";
  }

  private handlePubrel(packetId: number): void {
    this.options.awaitingRelease.delete(packetId);
    this.stream.write(Buffer.from([0x70, 2, packetId >> 8, packetId & 0xff]));
  }

  private handleControl(packet: Packet): void {
    if (packet.cmd === "disconnect") {
      this.end(disconnectError(packet.reasonCode ?? 0, packet.properties?.reasonString));
      return;
    }
    if (packet.cmd === "connack" && (packet.reasonCode ?? packet.returnCode ?? 0) === 0) {
      // Here and not after the answer was awaited: queued messages come in the same chunk as CONNACK.
      this.isConnected = true;
      this.keepAlive.start();
    }
    if (!this.requests.settle(packet)) {
      throw new MalformedPacketError(`${packet.cmd.toUpperCase()} was not expected`);
    }
  }

  private readonly scheduleFlush = (): void => {
    if (!this.isFlushScheduled) {
      this.isFlushScheduled = true;
      setImmediate(this.runFlush);
    }
  };

  private readonly runFlush = (): void => {
    this.isFlushScheduled = false;
    this.flush();
  };

  private readonly rememberReleased = (packetId: number): void => {
    this.options.awaitingRelease.add(packetId);
  };

  private flush(): void {
    const acknowledgements = this.isEnded ? undefined : this.ring.take(this.rememberReleased);
    if (acknowledgements !== undefined) {
      this.stream.write(acknowledgements);
    }
  }

  private write(packet: Packet): void {
    if (!this.isEnded) {
      this.stream.write(this.packets.encode(packet));
    }
  }

  private onPeerClosed(): void {
    const kind = this.isConnected
      ? this.requests.isWaitingForSuback
        ? "closedBeforeSuback"
        : "closedByPeer"
      : "closedBeforeConnack";
    this.end(unreachable(say("closedByBroker"), kind));
  }

  private async endStream(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1_000);
      this.stream.end(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private toConnect(): IConnectPacket {
    const { protocolVersion, clientId, username, password, isCleanStart, timing } = this.options;
    return {
      cmd: "connect",
      protocolId: "MQTT",
      protocolVersion,
      clientId,
      clean: isCleanStart,
      keepalive: timing.keepAliveSeconds,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(protocolVersion === 5
        ? {
            properties: {
              sessionExpiryInterval: this.options.sessionExpirySeconds,
              receiveMaximum: this.options.receiveMaximum,
              topicAliasMaximum: topicAliasesMax,
            },
          }
        : {}),
    };
  }
}
