import type { Socket } from "node:net";
import { type Credentials, signFields } from "./acl";
import { Backoff } from "./backoff";
import { responseCodes } from "./codes";
import { flagOneway, flagResponse, type ReceivedCommand, type RequestCommand } from "./command";
import { RemotingError } from "./errors";
import { FrameDecoder, frameBytesMaxDefault } from "./frame-decoder";
import { encodeFrameHead } from "./frame-encoder";
import { describeSocketError, openSocket, type TlsOptions } from "./open-socket";
import { PendingRequests } from "./pending";

export type ConnectionState =
  | { status: "idle" }
  | { status: "connecting" }
  | { status: "connected" }
  | { status: "failing"; cause: RemotingError }
  | { status: "closed" };

export interface ConnectionOptions {
  tls?: TlsOptions | undefined;
  credentials?: Credentials | undefined;
  connectTimeoutMs: number;
  requestTimeoutMs: number;
  /** Requests awaiting an answer, at most; one more is refused as `overloaded`. */
  pendingMax: number;
  /** Bytes not yet taken by the peer, at most. */
  unsentBytesMax: number;
  frameBytesMax: number;
  backoff: { firstMs: number; maxMs: number };
  onState?: ((state: ConnectionState) => void) | undefined;
  /** A request that the server makes of its own accord, such as "the members of the group changed". */
  onServerRequest?: ((command: ReceivedCommand) => void) | undefined;
}

export const connectionDefaults: ConnectionOptions = {
  connectTimeoutMs: 3_000,
  requestTimeoutMs: 3_000,
  pendingMax: 1_024,
  unsentBytesMax: 64 * 1024 * 1024,
  frameBytesMax: frameBytesMaxDefault,
  backoff: { firstMs: 100, maxMs: 2_000 },
};

/**
 * One connection to one server, made when the first request needs it and made again when a later one does; a server that
 * closes it while nothing is awaited (name servers do after 120 s) has done nothing wrong. After a failed attempt, requests
 * fail at once until the back-off has passed, so a connection needs no timer while nobody uses it.
 * Many requests may wait at once; answers are matched by opaque. A request resolves to the answer whatever its code, and
 * rejects only with RemotingError. A peer from which nothing has come since a request timed out is cut off, since its other
 * answers will not come either.
 */
export class RemotingConnection {
  readonly address: string;
  readonly #options: ConnectionOptions;
  readonly #backoff: Backoff;
  readonly #pending = new PendingRequests();
  readonly #closing = new AbortController();
  #socket: Socket | undefined;
  #opening: Promise<Socket> | undefined;
  #waitingToOpen = 0;
  #notBeforeMs = 0;
  #lastReceivedAtMs = 0;
  #isCorked = false;
  #state: ConnectionState = { status: "idle" };

  constructor(address: string, options: Partial<ConnectionOptions> = {}) {
    this.address = address;
    this.#options = { ...connectionDefaults, ...options };
    this.#backoff = new Backoff(this.#options.backoff);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  async request(command: RequestCommand, timeoutMs = this.#options.requestTimeoutMs): Promise<ReceivedCommand> {
    const socket = this.#usableSocket() ?? (await this.#open());
    this.#refuseOverload(socket);
    const opaque = this.#pending.takeOpaque();
    const answer = this.#pending.add(opaque, timeoutMs, (startedAtMs) =>
      this.#handleTimeout(startedAtMs, timeoutMs, socket),
    );
    this.#write(socket, command, opaque, 0);
    return answer;
  }

  /** Sends without an answer; resolves when the bytes were handed to the socket. */
  async oneway(command: RequestCommand): Promise<void> {
    const socket = this.#usableSocket() ?? (await this.#open());
    this.#refuseOverload(socket);
    this.#write(socket, command, this.#pending.takeOpaque(), flagOneway);
  }

  /** Idempotent. Everything that waits is rejected with `closed`; no socket and no timer stays. */
  close(): void {
    if (this.#state.status === "closed") {
      return;
    }
    this.#setState({ status: "closed" });
    this.#closing.abort();
    this.#socket?.destroy();
    this.#socket = undefined;
    this.#pending.failAll(this.#closedError());
  }

  #usableSocket(): Socket | undefined {
    return this.#socket?.writable === true ? this.#socket : undefined;
  }

  #open(): Promise<Socket> {
    if (this.#state.status === "closed") {
      return Promise.reject(this.#closedError());
    }
    if (this.#waitingToOpen >= this.#options.pendingMax) {
      return Promise.reject(this.#overloadedError());
    }
    if (this.#opening === undefined) {
      const { state } = this;
      if (state.status === "failing" && performance.now() < this.#notBeforeMs) {
        return Promise.reject(state.cause);
      }
      this.#opening = this.#connect().finally(() => {
        this.#opening = undefined;
      });
    }
    this.#waitingToOpen += 1;
    return this.#opening.finally(() => {
      this.#waitingToOpen -= 1;
    });
  }

  async #connect(): Promise<Socket> {
    this.#setState({ status: "connecting" });
    try {
      const socket = await openSocket({
        address: this.address,
        tls: this.#options.tls,
        timeoutMs: this.#options.connectTimeoutMs,
        signal: this.#closing.signal,
      });
      if (this.#closing.signal.aborted) {
        socket.destroy();
        throw this.#closedError();
      }
      this.#adopt(socket);
      return socket;
    } catch (error) {
      throw this.#noteFailure(error);
    }
  }

  #adopt(socket: Socket): void {
    this.#socket?.destroy();
    this.#socket = socket;
    this.#isCorked = false;
    const openedAtMs = performance.now();
    const decoder = new FrameDecoder((command) => this.#handleCommand(socket, command), this.#options.frameBytesMax);
    let cause: RemotingError | undefined;
    socket.on("data", (chunk) => {
      this.#lastReceivedAtMs = performance.now();
      const fault = decoder.push(chunk);
      if (fault !== undefined && cause === undefined) {
        cause = new RemotingError("protocol", `${this.address}: ${fault.message}`, { address: this.address });
        socket.destroy();
      }
    });
    socket.on("error", (error) => {
      cause ??= this.#lostError(describeSocketError(error), error);
    });
    socket.on("close", () => this.#handleClose(socket, cause, openedAtMs));
    this.#setState({ status: "connected" });
  }

  #handleCommand(socket: Socket, command: ReceivedCommand): void {
    if (command.isResponse) {
      this.#backoff.reset();
      this.#pending.settle(command);
      return;
    }
    this.#options.onServerRequest?.(command);
    if (!command.isOneway && socket.writable) {
      const header = { code: responseCodes.requestCodeNotSupported, opaque: command.opaque, flag: flagResponse };
      socket.write(encodeFrameHead({ ...header, fields: undefined, remark: "not supported by this client" }, 0));
    }
  }

  #handleClose(socket: Socket, cause: RemotingError | undefined, openedAtMs: number): void {
    if (this.#socket !== socket) {
      return;
    }
    this.#socket = undefined;
    if (this.#state.status === "closed") {
      return;
    }
    if (cause === undefined && this.#pending.size === 0) {
      this.#setState({ status: "idle" });
      return;
    }
    const error = cause ?? this.#lostError("the peer closed it");
    // A connection that answered something may be made again at once; one that never did waits.
    const hasAnswered = this.#lastReceivedAtMs > openedAtMs && error.kind !== "protocol";
    this.#notBeforeMs = hasAnswered ? 0 : performance.now() + this.#backoff.nextMs();
    this.#setState({ status: "failing", cause: error });
    this.#pending.failAll(error);
  }

  #handleTimeout(startedAtMs: number, timeoutMs: number, socket: Socket): RemotingError {
    const error = new RemotingError("timeout", `${this.address} did not answer within ${timeoutMs} ms.`, {
      address: this.address,
    });
    if (this.#lastReceivedAtMs < startedAtMs && this.#socket === socket) {
      this.#socket = undefined;
      socket.destroy();
      this.#setState({ status: "failing", cause: error });
      this.#pending.failAll(error);
    }
    return error;
  }

  #noteFailure(error: unknown): RemotingError {
    const failure =
      error instanceof RemotingError
        ? error
        : new RemotingError("unreachable", `${this.address} cannot be reached.`, {
            address: this.address,
            cause: error,
          });
    if (this.#state.status !== "closed") {
      this.#notBeforeMs = performance.now() + this.#backoff.nextMs();
      this.#setState({ status: "failing", cause: failure });
    }
    return failure;
  }

  #write(socket: Socket, command: RequestCommand, opaque: number, flag: number): void {
    const { credentials } = this.#options;
    const { code, body } = command;
    const fields = credentials === undefined ? command.fields : signFields(command.fields, body, credentials);
    const head = encodeFrameHead({ code, opaque, flag, fields }, body?.length ?? 0);
    if (!this.#isCorked) {
      // All requests of one turn of the event loop leave in one system call.
      this.#isCorked = true;
      socket.cork();
      process.nextTick(() => {
        this.#isCorked = false;
        socket.uncork();
      });
    }
    socket.write(head);
    if (body !== undefined && body.length > 0) {
      socket.write(body);
    }
  }

  #refuseOverload(socket: Socket): void {
    if (this.#state.status === "closed") {
      throw this.#closedError();
    }
    if (this.#pending.size >= this.#options.pendingMax || socket.writableLength > this.#options.unsentBytesMax) {
      throw this.#overloadedError();
    }
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState?.(state);
  }

  #lostError(detail: string, cause?: unknown): RemotingError {
    const message = `The connection to ${this.address} was lost: ${detail}.`;
    return new RemotingError("connectionLost", message, { address: this.address, cause });
  }

  #overloadedError(): RemotingError {
    const message = `Too many requests wait for ${this.address}.`;
    return new RemotingError("overloaded", message, { address: this.address });
  }

  #closedError(): RemotingError {
    return new RemotingError("closed", "This client was closed.", { address: this.address });
  }
}
