import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { type FaultProxy, startFaultProxy } from "./fault-proxy";

/** Cuts a byte stream into Remoting frames: int32 length, then so many bytes. */
class FrameSplitter {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): Buffer[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Buffer[] = [];
    while (this.#rest.length >= 4 && this.#rest.length >= 4 + this.#rest.readUInt32BE(0)) {
      const end = 4 + this.#rest.readUInt32BE(0);
      frames.push(this.#rest.subarray(0, end));
      this.#rest = this.#rest.subarray(end);
    }
    return frames;
  }
}

/** Replaces an address in the body of a frame and mends the frame's length. */
function replaceInBody(frame: Buffer, from: string, to: string): Buffer {
  const headerEnd = 8 + (frame.readUInt32BE(4) & 0xff_ff_ff);
  const body = frame.toString("latin1", headerEnd);
  if (!body.includes(from)) {
    return frame;
  }
  const result = Buffer.concat([frame.subarray(0, headerEnd), Buffer.from(body.replaceAll(from, to), "latin1")]);
  result.writeUInt32BE(result.length - 4, 0);
  return result;
}

export interface RocketmqFaultProxy {
  /** What a RocketMQ instance under test is given as its name server. */
  nameServer: string;
  /** The way to the broker: every fault is made here. */
  broker: FaultProxy;
  /** How many routes were rewritten: proves that clients of this name server go through the proxy. */
  readonly rewrittenRoutes: number;
  close(): Promise<void>;
}

/**
 * A way to a real RocketMQ through a fault proxy. Clients learn the broker's address from the name server, so that one is
 * proxied as well and the broker's address in its answers is replaced by the proxy's.
 */
export async function startRocketmqFaultProxy(target: {
  namesrvPort: number;
  brokerPort: number;
}): Promise<RocketmqFaultProxy> {
  const broker = await startFaultProxy({ port: target.brokerPort });
  const sockets = new Set<Socket>();
  let rewrittenRoutes = 0;
  const rewrite = (frame: Buffer) => {
    const result = replaceInBody(frame, `127.0.0.1:${target.brokerPort}`, `127.0.0.1:${broker.port}`);
    rewrittenRoutes += result === frame ? 0 : 1;
    return result;
  };
  const server: Server = createServer((client) => {
    const upstream = connect(target.namesrvPort, "127.0.0.1");
    const splitter = new FrameSplitter();
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on("data", (chunk: Buffer) => {
      for (const frame of splitter.push(chunk)) {
        client.write(rewrite(frame));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    nameServer: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    broker,
    get rewrittenRoutes() {
      return rewrittenRoutes;
    },
    close: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await broker.close();
    },
  };
}
