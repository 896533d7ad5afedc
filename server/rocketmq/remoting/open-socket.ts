import net from "node:net";
import tls from "node:tls";
import { say } from "@/lib/said/say";
import { type Address, parseAddress } from "./address";
import { RemotingError } from "./errors";

export interface TlsOptions {
  ca?: string | undefined;
  rejectUnauthorized?: boolean | undefined;
}

export interface OpenSocketOptions {
  address: string;
  tls: TlsOptions | undefined;
  timeoutMs: number;
  /** Ends the attempt early; the promise then rejects with `closed`. */
  signal?: AbortSignal | undefined;
  /** What is spoken above TLS, where both sides must agree on it. */
  alpnProtocols?: string[] | undefined;
}

const tcpKeepAliveMs = 30_000;

/** Resolves to a connected socket, TLS handshake included; rejects with `unreachable`. Leaves no socket behind when it rejects. */
export async function openSocket(options: OpenSocketOptions): Promise<net.Socket> {
  const socket = startSocket(parseAddress(options.address), options);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, tcpKeepAliveMs);
  try {
    await waitUntilReady(socket, options);
    return socket;
  } catch (error) {
    // A socket that is being destroyed may still report an error nobody waits for.
    socket.on("error", () => {});
    socket.destroy();
    throw error;
  }
}

function startSocket({ host, port }: Address, { tls: options, alpnProtocols }: OpenSocketOptions): net.Socket {
  if (options === undefined) {
    return net.connect({ host, port });
  }
  const serverName = net.isIP(host) === 0 ? { servername: host } : {};
  return tls.connect({
    host,
    port,
    ...serverName,
    ...(options.ca === undefined || options.ca === "" ? {} : { ca: options.ca }),
    ...(alpnProtocols === undefined ? {} : { ALPNProtocols: alpnProtocols }),
    rejectUnauthorized: options.rejectUnauthorized ?? true,
  });
}

function waitUntilReady(socket: net.Socket, options: OpenSocketOptions): Promise<void> {
  const { address, signal } = options;
  const readyEvent = options.tls === undefined ? "connect" : "secureConnect";
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      end(unreachable(address, say("noConnectionWithin", { ms: Math.round(options.timeoutMs) })));
    }, options.timeoutMs);
    const onReady = () => end(undefined);
    const onError = (error: Error) => end(unreachable(address, describeSocketError(error), error));
    const onClose = () => end(unreachable(address, "the peer closed the connection while it was being made"));
    const onAbort = () => end(new RemotingError("closed", "This client was closed.", { address }));
    function end(error: RemotingError | undefined): void {
      clearTimeout(timer);
      socket.off(readyEvent, onReady).off("error", onError).off("close", onClose);
      signal?.removeEventListener("abort", onAbort);
      if (error === undefined) {
        resolve();
      } else {
        reject(error);
      }
    }
    socket.once(readyEvent, onReady).once("error", onError).once("close", onClose);
    signal?.addEventListener("abort", onAbort);
  });
}

function unreachable(address: string, detail: string, cause?: unknown): RemotingError {
  return new RemotingError("unreachable", say("cannotReach", { address, why: detail }), { address, cause });
}

const socketErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: say("refusedThere"),
  ENOTFOUND: say("hostUnknown"),
  EAI_AGAIN: say("hostNotLookedUp"),
  ETIMEDOUT: say("timedOut"),
  EHOSTUNREACH: "there is no way to the host",
  ENETUNREACH: "there is no way to the network",
  ECONNRESET: say("resetByPeer"),
  EMFILE: "this process has too many open files",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted (self-signed)",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted (self-signed)",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted (unknown issuer)",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is not trusted (unknown issuer)",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host name",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS",
};

export function describeSocketError(error: unknown): string {
  const code = socketErrorCode(error);
  return (code === undefined ? undefined : socketErrors[code]) ?? `the connection failed (${code ?? "unknown"})`;
}

export function socketErrorCode(error: unknown): string | undefined {
  if (error instanceof AggregateError) {
    return socketErrorCode(error.errors[0]);
  }
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
