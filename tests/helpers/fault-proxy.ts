import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { emptyPipeCounters, noFault, type PipeCounters, PipeDirection, type PipeFault } from "./pipe-direction";

export type FaultDirection = "toServer" | "toClient" | "both";

export interface FaultProxyCounters {
  accepted: number;
  /** connections answered with a reset while the proxy refuses */
  refused: number;
  /** connections that were open and got cut */
  cut: number;
  /** connections whose upstream could not be reached */
  upstreamFailures: number;
  toServer: PipeCounters;
  toClient: PipeCounters;
}

interface Link {
  client: Socket;
  server: Socket;
  toServer: PipeDirection;
  toClient: PipeDirection;
}

/** A TCP proxy on loopback that makes the faults of a bad network; its counters prove that the fault happened. */
export class FaultProxy {
  readonly counters: FaultProxyCounters = {
    accepted: 0,
    refused: 0,
    cut: 0,
    upstreamFailures: 0,
    toServer: emptyPipeCounters(),
    toClient: emptyPipeCounters(),
  };
  readonly #target: { host: string; port: number };
  readonly #server: Server;
  readonly #links = new Set<Link>();
  #isRefusing = false;
  #toServer: PipeFault = noFault;
  #toClient: PipeFault = noFault;

  constructor(target: { host: string; port: number }) {
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", () => resolve());
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get openConnections(): number {
    return this.#links.size;
  }

  /** Back to normal: what waited flows on. */
  pass(): void {
    this.#isRefusing = false;
    this.#setFault(noFault, noFault);
  }

  /** Cuts every open connection with a reset. New ones are accepted. */
  cut(): void {
    for (const link of [...this.#links]) {
      this.counters.cut++;
      this.#drop(link);
    }
  }

  /** Cuts everything and resets each new connection. */
  refuse(): void {
    this.#isRefusing = true;
    this.cut();
  }

  /** Bytes stop arriving, connections stay open: a lost route or a frozen peer. */
  blackHole(direction: FaultDirection = "both"): void {
    this.#apply(direction, { ...noFault, isHeld: true });
  }

  slow(limits: { latencyMs?: number; bytesPerSecond?: number }, direction: FaultDirection = "both"): void {
    this.#apply(direction, { ...noFault, ...limits });
  }

  /** Each open connection passes so many further bytes in that direction, then is cut in the middle of whatever it carried. */
  truncateAfter(bytes: number, direction: Exclude<FaultDirection, "both">): void {
    const fault = { ...noFault, truncateAfterBytes: bytes };
    for (const link of this.#links) {
      link[direction].setFault(fault);
    }
  }

  async close(): Promise<void> {
    for (const link of [...this.#links]) {
      this.#drop(link);
    }
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #apply(direction: FaultDirection, fault: PipeFault): void {
    this.#setFault(direction === "toClient" ? noFault : fault, direction === "toServer" ? noFault : fault);
  }

  #setFault(toServer: PipeFault, toClient: PipeFault): void {
    this.#toServer = toServer;
    this.#toClient = toClient;
    for (const link of this.#links) {
      link.toServer.setFault(toServer);
      link.toClient.setFault(toClient);
    }
  }

  #accept(client: Socket): void {
    client.on("error", () => client.destroy());
    if (this.#isRefusing) {
      this.counters.refused++;
      client.resetAndDestroy();
      return;
    }
    this.counters.accepted++;
    client.setNoDelay(true);
    const server = connect({ ...this.#target, allowHalfOpen: true, noDelay: true });
    const cut = () => this.#drop(link);
    const link: Link = {
      client,
      server,
      toServer: new PipeDirection(client, server, this.#toServer, this.counters.toServer, cut),
      toClient: new PipeDirection(server, client, this.#toClient, this.counters.toClient, cut),
    };
    this.#links.add(link);
    let hasConnected = false;
    server.on("connect", () => {
      hasConnected = true;
    });
    server.on("error", () => {
      this.counters.upstreamFailures += hasConnected ? 0 : 1;
      this.#drop(link);
    });
    client.on("close", (hadError) => this.#closed(link, hadError));
    server.on("close", (hadError) => this.#closed(link, hadError));
  }

  /** An orderly end of one side lets the other side finish reading. */
  #closed(link: Link, hadError: boolean): void {
    if (hadError || (link.client.closed && link.server.closed)) {
      this.#drop(link);
    }
  }

  #drop(link: Link): void {
    if (!this.#links.delete(link)) {
      return;
    }
    link.toServer.close();
    link.toClient.close();
    for (const socket of [link.client, link.server]) {
      if (!socket.destroyed) {
        socket.resetAndDestroy();
      }
    }
  }
}

export async function startFaultProxy(target: { host?: string; port: number }, port = 0): Promise<FaultProxy> {
  const proxy = new FaultProxy({ host: target.host ?? "127.0.0.1", port: target.port });
  await proxy.listen(port);
  return proxy;
}
