import net from "node:net";
import tls from "node:tls";
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
}

const tcpKeepAliveMs = 30_000;

/** Resolves to a connected socket, TLS handshake included; rejects with `unreachable`. Leaves no socket behind when it rejects. */
export async function openSocket(options: OpenSocketOptions): Promise<net.Socket> {
  const socket = startSocket(parseAddress(options.address), options.tls);
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

function startSocket({ host, port }: Address, options: TlsOptions | undefined): net.Socket {
  if (options === undefined) {
    return net.connect({ host, port });
  }
  const serverName = net.isIP(host) === 0 ? { servername: host } : {};
  return tls.connect({
    host,
    port,
    ...serverName,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    rejectUnauthorized: options.rejectUnauthorized ?? true,
  });
}

function waitUntilReady(socket: net.Socket, options: OpenSocketOptions): Promise<void> {
  const { address, signal } = options;
  const readyEvent = options.tls === undefined ? "connect" : "secureConnect";
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      end(unreachable(address, `no connection within ${options.timeoutMs} ms`));
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
  return new RemotingError("unreachable", `${address} cannot be reached: ${detail}.`, { address, cause });
}

const socketErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused (nothing listens there)",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up",
  ETIMEDOUT: "the connection timed out",
  EHOSTUNREACH: "there is no way to the host",
  ENETUNREACH: "there is no way to the network",
  ECONNRESET: "the peer reset the connection",
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
