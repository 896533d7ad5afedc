import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import mqttPacket, { type IConnectPacket, type Packet } from "mqtt-packet";

export interface ScriptedConnection {
  readonly connect: IConnectPacket;
  readonly socket: Socket;
  /** Packets the session sent after CONNECT. */
  readonly packets: Packet[];
  write(packet: Packet): void;
  writeBytes(bytes: Buffer): void;
}

export interface Script {
  /** Undefined answers nothing. */
  onConnect?: (connection: ScriptedConnection) => Packet | undefined;
  onSubscribe?: (connection: ScriptedConnection, messageId: number) => Packet | undefined;
  answersPings?: boolean;
}

/** A broker that says exactly what a test tells it to. */
export class ScriptedBroker {
  readonly connections: ScriptedConnection[] = [];
  script: Script;
  private readonly server: Server;

  constructor(script: Script = {}) {
    this.script = script;
    this.server = createServer((socket) => this.accept(socket));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `mqtt://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get last(): ScriptedConnection {
    const last = this.connections.at(-1);
    if (last === undefined) {
      throw new Error("nobody connected");
    }
    return last;
  }

  async close(): Promise<void> {
    for (const { socket } of this.connections) {
      socket.destroy();
    }
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private accept(socket: Socket): void {
    let connection: ScriptedConnection | undefined;
    const parser = mqttPacket.parser();
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => parser.parse(chunk));
    parser.on("error", () => socket.destroy());
    parser.on("packet", (packet: Packet) => {
      if (packet.cmd === "connect") {
        connection = open(socket, packet);
        this.connections.push(connection);
        answer(connection, this.script.onConnect?.(connection) ?? this.accepted());
      } else if (connection !== undefined) {
        connection.packets.push(packet);
        this.react(connection, packet);
      }
    });
  }

  private accepted(): Packet | undefined {
    return this.script.onConnect === undefined
      ? { cmd: "connack", sessionPresent: false, reasonCode: 0, returnCode: 0 }
      : undefined;
  }

  private react(connection: ScriptedConnection, packet: Packet): void {
    if (packet.cmd === "subscribe") {
      const messageId = packet.messageId ?? 0;
      const granted: Packet = { cmd: "suback", messageId, granted: [2] };
      answer(connection, this.script.onSubscribe ? this.script.onSubscribe(connection, messageId) : granted);
    } else if (packet.cmd === "pingreq" && this.script.answersPings !== false) {
      connection.write({ cmd: "pingresp" });
    } else if (packet.cmd === "unsubscribe") {
      connection.write({ cmd: "unsuback", messageId: packet.messageId, granted: [0] });
    }
  }
}

function open(socket: Socket, connect: IConnectPacket): ScriptedConnection {
  const protocolVersion = connect.protocolVersion ?? 4;
  return {
    connect,
    socket,
    packets: [],
    write: (packet) => void socket.write(mqttPacket.generate(packet, { protocolVersion })),
    writeBytes: (bytes) => void socket.write(bytes),
  };
}

function answer(connection: ScriptedConnection, packet: Packet | undefined): void {
  if (packet !== undefined) {
    connection.write(packet);
  }
}
