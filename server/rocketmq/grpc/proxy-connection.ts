import type { ClientHttp2Session } from "node:http2";
import type { TlsOptions } from "@/server/rocketmq/remoting/open-socket";
import { closedError, lostError } from "./channel-errors";
import type { ProxyEndpoints } from "./endpoints";
import { GrpcError } from "./grpc-error";
import { openHttp2 } from "./http2-connection";

export interface ProxyConnectionOptions {
  endpoints: ProxyEndpoints;
  tls: TlsOptions | undefined;
  /** The connection ended, or one that was tried could not be made. */
  onDisconnect(): void;
  /** Default: half of what HTTP/2 has numbers for on one connection, which a busy rule uses up within days. */
  callsMax?: number;
}

const callsMaxDefault = 2 ** 29;
/** Longer than any call may take. */
const lastAnswersMs = 60_000;

const connectTimeoutMs = 3_000;
/** Whoever asks again sooner gets the same answer. */
const reconnectMsMin = 200;

/** An HTTP/2 connection, made when it is needed and anew whenever it is lost. Its errors are GrpcErrors. */
export class ProxyConnection {
  readonly #options: ProxyConnectionOptions;
  readonly #closing = new AbortController();
  /** The one in use, and those on which answers are still awaited. */
  readonly #sessions = new Set<ClientHttp2Session>();
  #current: ClientHttp2Session | undefined;
  /** on the current one */
  #calls = 0;
  #connecting: Promise<ClientHttp2Session> | undefined;
  #failure: { error: unknown; atMs: number } | undefined;

  constructor(options: ProxyConnectionOptions) {
    this.#options = options;
  }

  get isConnected(): boolean {
    return this.#current !== undefined;
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** At once where the connection stands. `fail` is also told what `start` throws. */
  use(start: (session: ClientHttp2Session) => void, fail: (error: GrpcError) => void): void {
    const failWith = (error: unknown) => fail(error instanceof GrpcError ? error : this.lostError(error));
    const startOn = (session: ClientHttp2Session) => {
      try {
        start(session);
      } catch (error) {
        failWith(error);
      }
    };
    const current = this.#current;
    // It may have ended a moment before it tells.
    if (current === undefined || current.destroyed || current.closed) {
      this.#connect().then(startOn, failWith);
    } else {
      startOn(current);
      this.#countCall(current);
    }
  }

  /** Gives up a connection on which nobody answers; the next use makes another. */
  renew(): void {
    this.#current?.destroy();
  }

  lostError(cause: unknown): GrpcError {
    return this.isClosed ? closedError() : lostError(this.#options.endpoints.key, cause);
  }

  close(): void {
    this.#closing.abort();
    this.#current = undefined;
    for (const session of this.#sessions) {
      session.destroy();
    }
  }

  #connect(): Promise<ClientHttp2Session> {
    if (this.isClosed) {
      return Promise.reject(closedError());
    }
    if (this.#failure !== undefined && performance.now() - this.#failure.atMs < reconnectMsMin) {
      return Promise.reject(this.#failure.error);
    }
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #open(): Promise<ClientHttp2Session> {
    const { endpoints, tls } = this.#options;
    const { signal } = this.#closing;
    try {
      const session = await openHttp2({ endpoints, tls, timeoutMs: connectTimeoutMs, signal });
      this.#adopt(session);
      return session;
    } catch (error) {
      if (!signal.aborted) {
        this.#failure = { error, atMs: performance.now() };
        this.#options.onDisconnect();
      }
      throw error;
    }
  }

  #adopt(session: ClientHttp2Session): void {
    this.#sessions.add(session);
    // Calls under way are told by their streams.
    session.on("error", () => {});
    // What was begun is still answered; what comes next takes a new connection.
    session.on("goaway", () => this.#leave(session));
    session.on("close", () => {
      this.#sessions.delete(session);
      this.#leave(session);
    });
    if (this.isClosed) {
      session.destroy();
      throw closedError();
    }
    this.#current = session;
    this.#calls = 0;
    this.#failure = undefined;
  }

  /** Whose numbers are used up takes no more calls; those under way end on it. */
  #countCall(session: ClientHttp2Session): void {
    this.#calls += 1;
    if (this.#calls >= (this.#options.callsMax ?? callsMaxDefault) && session === this.#current) {
      this.#current = undefined;
      // Closing it at once would refuse the call that was just begun.
      setTimeout(() => session.destroy(), lastAnswersMs).unref();
    }
  }

  #leave(session: ClientHttp2Session): void {
    if (session === this.#current) {
      this.#current = undefined;
      this.#options.onDisconnect();
    }
  }
}
