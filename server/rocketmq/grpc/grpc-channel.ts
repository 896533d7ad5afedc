import {
  type CallOptions,
  ChannelCredentials,
  type ClientDuplexStream,
  type ClientOptions,
  type ClientUnaryCall,
  connectivityState,
  type Metadata,
  type ServiceError,
  status,
} from "@grpc/grpc-js";
import type { MessagingServiceClient } from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_grpc_pb";
import grpcService from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_grpc_pb.js";
import type { TelemetryCommand } from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb";
import { shortRemark } from "@/server/rocketmq/remoting/errors";
import type { TlsOptions } from "@/server/rocketmq/remoting/open-socket";
import { type ProxyEndpoints, toGrpcTarget } from "./endpoints";
import { GrpcError } from "./grpc-error";
import type { RequestMetadata } from "./request-metadata";

export interface GrpcChannelOptions {
  endpoints: ProxyEndpoints;
  tls: TlsOptions | undefined;
  metadata: RequestMetadata;
  /** The connection ended, or one that was tried could not be made. */
  onDisconnect(): void;
}

type StartCall<Answer> = (
  client: MessagingServiceClient,
  metadata: Metadata,
  options: Partial<CallOptions>,
  done: (error: ServiceError | null, answer?: Answer) => void,
) => ClientUnaryCall;

const channelOptions: ClientOptions = {
  "grpc.initial_reconnect_backoff_ms": 200,
  "grpc.min_reconnect_backoff_ms": 200,
  "grpc.max_reconnect_backoff_ms": 2_000,
  // Whoever sends decides about trying again; a second attempt underneath would only store twice.
  "grpc.enable_retries": 0,
  "grpc.service_config_disable_resolution": 1,
  "grpc.enable_http_proxy": 0,
  // Closing must close the sockets, so they are shared with nobody.
  "grpc.use_local_subchannel_pool": 1,
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
};

/** A peer that answered nothing in so many calls in a row sits behind a dead connection: a new one is made. */
const silentCallsMax = 3;

/** One connection to a proxy, made anew whenever it is lost. Rejects only with GrpcError; never retries. */
export class GrpcChannel {
  readonly #options: GrpcChannelOptions;
  readonly #calls = new Set<ClientUnaryCall>();
  #client: MessagingServiceClient;
  #silentCalls = 0;
  #isClosed = false;

  constructor(options: GrpcChannelOptions) {
    this.#options = options;
    this.#client = this.#open();
  }

  get address(): string {
    return this.#options.endpoints.key;
  }

  get isConnected(): boolean {
    return !this.#isClosed && this.#client.getChannel().getConnectivityState(false) === connectivityState.READY;
  }

  unary<Answer>(start: StartCall<Answer>, timeoutMs: number): Promise<Answer> {
    if (this.#isClosed) {
      return Promise.reject(this.#closedError());
    }
    return new Promise((resolve, reject) => {
      const deadline = Date.now() + timeoutMs;
      const call = start(this.#client, this.#options.metadata.current(), { deadline }, (error, answer) => {
        this.#calls.delete(call);
        this.#noteAnswer(error);
        if (answer !== undefined) {
          resolve(answer);
        } else {
          reject(this.#isClosed ? this.#closedError() : this.#toGrpcError(error, timeoutMs));
        }
      });
      this.#calls.add(call);
    });
  }

  telemetry(): ClientDuplexStream<TelemetryCommand, TelemetryCommand> {
    return this.#client.telemetry(this.#options.metadata.current());
  }

  close(): void {
    this.#isClosed = true;
    for (const call of this.#calls) {
      call.cancel();
    }
    this.#client.close();
  }

  #open(): MessagingServiceClient {
    const { endpoints, tls } = this.#options;
    const client = new grpcService.MessagingServiceClient(toGrpcTarget(endpoints), toCredentials(tls), channelOptions);
    this.#watch(client);
    return client;
  }

  #watch(client: MessagingServiceClient): void {
    const channel = client.getChannel();
    const state = channel.getConnectivityState(false);
    channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, () => {
      if (this.#isClosed || client !== this.#client) {
        return;
      }
      const isLost = state === connectivityState.READY;
      this.#watch(client);
      if (isLost || channel.getConnectivityState(false) === connectivityState.TRANSIENT_FAILURE) {
        this.#options.onDisconnect();
      }
    });
  }

  #noteAnswer(error: ServiceError | null): void {
    if (error?.code !== status.DEADLINE_EXCEEDED) {
      this.#silentCalls = 0;
      return;
    }
    this.#silentCalls += 1;
    if (this.#silentCalls >= silentCallsMax && !this.#isClosed) {
      this.#silentCalls = 0;
      const silent = this.#client;
      this.#client = this.#open();
      silent.close();
    }
  }

  #toGrpcError(error: ServiceError | null, timeoutMs: number): GrpcError {
    const { address } = this;
    if (error === null) {
      return new GrpcError("protocol", `${address} gave an empty answer.`);
    }
    switch (error.code) {
      case status.DEADLINE_EXCEEDED:
        return new GrpcError("timeout", `${address} did not answer within ${timeoutMs} ms.`, { cause: error });
      case status.UNIMPLEMENTED:
        return new GrpcError("protocol", `${address} is no RocketMQ proxy: it does not know this request.`, {
          cause: error,
        });
      default:
        return new GrpcError("unreachable", `${address} cannot be reached: ${causeOf(error)}`, { cause: error });
    }
  }

  #closedError(): GrpcError {
    return new GrpcError("closed", "This client was closed.");
  }
}

function toCredentials(tls: TlsOptions | undefined): ChannelCredentials {
  if (tls === undefined) {
    return ChannelCredentials.createInsecure();
  }
  const ca = tls.ca === undefined || tls.ca === "" ? null : Buffer.from(tls.ca);
  return ChannelCredentials.createSsl(ca, null, null, { rejectUnauthorized: tls.rejectUnauthorized ?? true });
}

/** The library wraps the cause in a sentence of its own and adds a time. */
function causeOf(error: ServiceError): string {
  const [said = ""] = error.details.split(" Resolution note:", 1);
  const cause = /Last error: (?:Error: )?(.*?)(?: \(\d{4}-\d\d-\d\dT[^)]*\))?\.?$/s.exec(said)?.[1];
  return shortRemark(cause ?? said);
}
