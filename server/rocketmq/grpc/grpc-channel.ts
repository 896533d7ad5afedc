import { type ClientHttp2Session, type ClientHttp2Stream, constants } from "node:http2";
import { closedError, malformedError, statusError, timeoutError } from "./channel-errors";
import { toFrame } from "./frames";
import { GrpcError } from "./grpc-error";
import type { GrpcMethod } from "./grpc-method";
import { type GrpcStatus, grpcStatusCodes } from "./grpc-status";
import { startCall } from "./http2-call";
import { ProxyConnection, type ProxyConnectionOptions } from "./proxy-connection";
import type { RequestMetadata } from "./request-metadata";

export interface GrpcChannelOptions extends ProxyConnectionOptions {
  metadata: RequestMetadata;
}

export interface StreamEvents<Answer> {
  onMessage(message: Answer): void;
  /** Once, in a later turn, and never after `cancel`. */
  onEnd(): void;
}

/** A stream in both directions. What is written before the connection stands waits for it. */
export interface GrpcStream<Request> {
  write(request: Request): void;
  cancel(): void;
}

/** A peer that answered nothing in so many calls in a row sits behind a dead connection: a new one is made. */
const silentCallsMax = 3;

/**
 * gRPC over one HTTP/2 connection to a proxy. Rejects only with GrpcError; never retries.
 * Written on Node's own HTTP/2, because a call through the general library costs twice the time, and in order there is a call a message.
 */
export class GrpcChannel {
  readonly #metadata: RequestMetadata;
  readonly #connection: ProxyConnection;
  /** Ends each call under way with an error. */
  readonly #calls = new Set<(error: GrpcError) => void>();
  #silentCalls = 0;

  readonly address: string;

  constructor({ metadata, ...options }: GrpcChannelOptions) {
    this.#metadata = metadata;
    this.#connection = new ProxyConnection(options);
    this.address = options.endpoints.key;
  }

  get isConnected(): boolean {
    return this.#connection.isConnected;
  }

  unary<Request, Answer>(method: GrpcMethod<Request, Answer>, request: Request, timeoutMs: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      let stream: ClientHttp2Stream | undefined;
      let message: Buffer | undefined;
      const isOpen = () => this.#calls.has(fail);
      const settle = () => {
        clearTimeout(timer);
        this.#calls.delete(fail);
      };
      const fail = (error: GrpcError) => {
        settle();
        reject(error);
        stream?.close(constants.NGHTTP2_CANCEL);
      };
      const timer = setTimeout(() => {
        fail(timeoutError(this.address, timeoutMs));
        this.#noteSilence();
      }, timeoutMs);
      this.#calls.add(fail);
      const end = (status: GrpcStatus | undefined, error: unknown) => {
        if (isOpen()) {
          settle();
          this.#silentCalls = 0;
          try {
            resolve(this.#read(method, message, status, error, timeoutMs));
          } catch (problem) {
            reject(problem);
          }
        }
      };
      const start = (session: ClientHttp2Session) => {
        if (isOpen()) {
          const headers = { ...this.#metadata.headers(method.path), "grpc-timeout": `${Math.ceil(timeoutMs)}m` };
          const onMessage = (bytes: Buffer) => {
            message ??= bytes;
          };
          stream = startCall(session, headers, { onMessage, onEnd: end });
          stream.end(toFrame(method.requestSerialize(request)));
        }
      };
      this.#connection.use(start, fail);
    });
  }

  stream<Request, Answer>(
    method: GrpcMethod<Request, Answer>,
    { onMessage, onEnd }: StreamEvents<Answer>,
  ): GrpcStream<Request> {
    let stream: ClientHttp2Stream | undefined;
    let isOver = false;
    const waiting: Buffer[] = [];
    const end = () => {
      if (!isOver) {
        isOver = true;
        onEnd();
      }
    };
    const start = (session: ClientHttp2Session) => {
      if (!isOver) {
        const read = (bytes: Buffer) => onMessage(method.responseDeserialize(bytes));
        const opened = startCall(session, this.#metadata.headers(method.path), { onMessage: read, onEnd: end });
        waiting.forEach((frame) => void opened.write(frame));
        stream = opened;
      }
    };
    setImmediate(() => this.#connection.use(start, end));
    return {
      write: (request) => {
        const frame = toFrame(method.requestSerialize(request));
        if (stream === undefined) {
          waiting.push(frame);
        } else if (stream.writable) {
          stream.write(frame);
        }
      },
      cancel: () => {
        isOver = true;
        stream?.close(constants.NGHTTP2_CANCEL);
      },
    };
  }

  close(): void {
    for (const fail of [...this.#calls]) {
      fail(closedError());
    }
    this.#connection.close();
  }

  #noteSilence(): void {
    this.#silentCalls += 1;
    if (this.#silentCalls >= silentCallsMax) {
      this.#silentCalls = 0;
      this.#connection.renew();
    }
  }

  #read<Answer>(
    method: GrpcMethod<never, Answer>,
    message: Buffer | undefined,
    status: GrpcStatus | undefined,
    error: unknown,
    timeoutMs: number,
  ): Answer {
    if (status === undefined) {
      throw this.#connection.lostError(error);
    }
    if (status.code !== grpcStatusCodes.ok) {
      throw statusError(this.address, status, timeoutMs);
    }
    if (message === undefined) {
      throw new GrpcError("protocol", `${this.address} gave an empty answer.`);
    }
    try {
      return method.responseDeserialize(message);
    } catch (cause) {
      throw malformedError(this.address, cause);
    }
  }
}
