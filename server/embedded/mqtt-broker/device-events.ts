import { randomBytes } from "node:crypto";
import type { Aedes, Client } from "aedes";
import { isBeingTakenOver, saidGoodbye } from "./aedes-internals";
import type { ConnectedDevice, DeviceEvent, DisconnectReason } from "./contracts";

interface Channel {
  channelId: string;
  clientAddress: string;
  connectedAtMs: number;
  reason: DisconnectReason | undefined;
}

function reasonOf(error: Error): DisconnectReason {
  switch (error.message) {
    case "packet too large":
      return "packetTooLarge";
    case "drain timeout":
      return "tooSlow";
    case "keep alive timeout":
      return "keepAliveTimeout";
    default:
      return "code" in error ? "connectionLost" : "protocolError";
  }
}

/** Turns aedes' events into the connect, disconnect and tcpclean events of devices. */
export class DeviceEvents {
  private readonly broker: Aedes;
  private readonly channels = new WeakMap<Client, Channel>();
  private readonly listeners = new Set<(event: DeviceEvent) => void>();
  private isClosing = false;

  constructor(broker: Aedes) {
    this.broker = broker;
    // Not "clientReady": a client that connects, publishes and leaves in one breath is gone before it.
    broker.on("client", (client) => this.emit(client, "connect", undefined));
    broker.on("clientDisconnect", (client) => this.onDisconnect(client));
    broker.on("clientError", (client, error) => this.noteReason(client, reasonOf(error)));
  }

  listen(listener: (event: DeviceEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Names a connection at its accept. */
  track(client: Client, clientAddress: string): void {
    this.channels.set(client, {
      channelId: randomBytes(8).toString("hex"),
      clientAddress,
      connectedAtMs: Date.now(),
      reason: undefined,
    });
  }

  describe(client: Client): ConnectedDevice {
    const { clientAddress = "", connectedAtMs = 0 } = this.channels.get(client) ?? {};
    return { clientId: client.id, clientAddress, connectedAtMs, protocolVersion: client.version };
  }

  startClosing(): void {
    this.isClosing = true;
  }

  private noteReason(client: Client, reason: DisconnectReason): void {
    const channel = this.channels.get(client);
    if (channel !== undefined) {
      channel.reason ??= reason;
    }
  }

  private onDisconnect(client: Client): void {
    const reason = this.finalReason(client);
    if (reason === "disconnect") {
      this.emit(client, "disconnect", reason);
    }
    this.emit(client, "tcpclean", reason);
  }

  private finalReason(client: Client): DisconnectReason {
    if (saidGoodbye(client)) {
      return "disconnect";
    }
    if (isBeingTakenOver(this.broker, client)) {
      return "takenOver";
    }
    return this.isClosing ? "serverShutdown" : (this.channels.get(client)?.reason ?? "connectionLost");
  }

  private emit(client: Client, type: DeviceEvent["type"], reason: DisconnectReason | undefined): void {
    const channel = this.channels.get(client);
    const event: DeviceEvent = {
      type,
      clientId: client.id,
      timeMs: Date.now(),
      channelId: channel?.channelId ?? "",
      clientAddress: channel?.clientAddress ?? "",
      protocolVersion: client.version,
      reason,
    };
    for (const listener of this.listeners) {
      listener(event);
    }
  }
}
