import http2, { type ClientHttp2Session } from "node:http2";
import { RemotingError } from "@/server/rocketmq/remoting/errors";
import { openSocket, type TlsOptions } from "@/server/rocketmq/remoting/open-socket";
import { addressesOf, type ProxyEndpoints } from "./endpoints";
import { GrpcError } from "./grpc-error";

export interface Http2ConnectionOptions {
  endpoints: ProxyEndpoints;
  tls: TlsOptions | undefined;
  timeoutMs: number;
  signal: AbortSignal;
}

/** Megabytes of requests on their way. What may be under way at all is bounded by whoever sends. */
const sessionMemoryMax = 512;

/** To the first of the addresses that answers. Rejects with GrpcError. */
export async function openHttp2(options: Http2ConnectionOptions): Promise<ClientHttp2Session> {
  const { endpoints, tls, timeoutMs, signal } = options;
  let failure: unknown;
  for (const address of addressesOf(endpoints)) {
    try {
      const socket = await openSocket({ address, tls, timeoutMs, signal, alpnProtocols: ["h2"] });
      return http2.connect(`${tls === undefined ? "http" : "https"}://${address}`, {
        createConnection: () => socket,
        maxSessionMemory: sessionMemoryMax,
        settings: { enablePush: false },
      });
    } catch (error) {
      failure = error;
    }
  }
  if (failure instanceof RemotingError && failure.kind === "closed") {
    throw new GrpcError("closed", failure.message);
  }
  if (failure instanceof RemotingError) {
    throw new GrpcError("unreachable", failure.message, { cause: failure });
  }
  throw failure;
}
