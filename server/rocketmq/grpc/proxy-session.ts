import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import grpcService from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_grpc_pb.js";
import type { TelemetryCommand } from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb";
import service from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb.js";
import { type ProxyEndpoints, writeEndpoints } from "./endpoints";
import type { GrpcChannel, GrpcStream } from "./grpc-channel";
import { requireOk } from "./status";

const { ClientType, Code, Language, Publishing, Settings, Status, UA } = definition;
const { HeartbeatRequest, NotifyClientTerminationRequest, ThreadStackTrace, VerifyMessageCommand } = service;

const { heartbeat, notifyClientTermination, telemetry } = grpcService.MessagingServiceService;
const heartbeatIntervalMs = 10_000;
const reopenAfterMs = 1_000;
const farewellMs = 500;

/** What a proxy knows of this client: its settings, told over a stream that stays open, and a heartbeat. Sending needs neither, some proxies do. */
export class ProxySession {
  readonly #channel: GrpcChannel;
  readonly #endpoints: ProxyEndpoints;
  readonly #heartbeat: NodeJS.Timeout;
  #stream: GrpcStream<TelemetryCommand> | undefined;
  #reopening: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(channel: GrpcChannel, endpoints: ProxyEndpoints, requestTimeoutMs: number) {
    this.#channel = channel;
    this.#endpoints = endpoints;
    this.#openStream();
    // A heartbeat that fails is noticed by whatever is sent next, and by the connection itself.
    this.#heartbeat = setInterval(() => void this.beat(requestTimeoutMs).catch(() => {}), heartbeatIntervalMs);
    this.#heartbeat.unref();
  }

  async beat(timeoutMs: number): Promise<void> {
    const request = new HeartbeatRequest().setClientType(ClientType.PRODUCER);
    const answer = await this.#channel.unary(heartbeat, request, timeoutMs);
    if (answer.getStatus()?.getCode() === Code.UNRECOGNIZED_CLIENT_TYPE) {
      // The proxy has forgotten the settings, or they are still on their way.
      this.#stream?.write(this.#settings());
      return;
    }
    requireOk(this.#channel.address, answer.getStatus());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#reopening);
    if (this.#channel.isConnected) {
      const farewell = new NotifyClientTerminationRequest();
      await this.#channel.unary(notifyClientTermination, farewell, farewellMs).catch(() => {});
    }
    this.#stream?.cancel();
  }

  #openStream(): void {
    const stream = this.#channel.stream(telemetry, {
      onMessage: (command) => this.#answer(command),
      onEnd: () => this.#reopenLater(stream),
    });
    this.#stream = stream;
    stream.write(this.#settings());
  }

  #reopenLater(stream: GrpcStream<TelemetryCommand>): void {
    if (this.#isClosed || stream !== this.#stream) {
      return;
    }
    this.#stream = undefined;
    this.#reopening = setTimeout(() => this.#openStream(), reopenAfterMs);
    this.#reopening.unref();
  }

  #answer(command: TelemetryCommand): void {
    const answer = new service.TelemetryCommand();
    switch (command.getCommandCase()) {
      case service.TelemetryCommand.CommandCase.PRINT_THREAD_STACK_TRACE_COMMAND: {
        const nonce = command.getPrintThreadStackTraceCommand()?.getNonce() ?? "";
        answer.setThreadStackTrace(new ThreadStackTrace().setNonce(nonce));
        answer.setStatus(new Status().setCode(Code.NOT_IMPLEMENTED));
        this.#stream?.write(answer);
        break;
      }
      case service.TelemetryCommand.CommandCase.VERIFY_MESSAGE_COMMAND: {
        const nonce = command.getVerifyMessageCommand()?.getNonce() ?? "";
        answer.setVerifyMessageCommand(new VerifyMessageCommand().setNonce(nonce));
        answer.setStatus(new Status().setCode(Code.NOT_IMPLEMENTED));
        this.#stream?.write(answer);
        break;
      }
      default:
        // Settings: limits and types are checked by the proxy itself, on each message.
        break;
    }
  }

  #settings(): TelemetryCommand {
    const settings = new Settings()
      .setClientType(ClientType.PRODUCER)
      .setAccessPoint(writeEndpoints(this.#endpoints))
      .setPublishing(new Publishing().setValidateMessageType(true))
      .setUserAgent(new UA().setLanguage(Language.NODE_JS).setVersion("5.0.0"));
    return new service.TelemetryCommand().setSettings(settings);
  }
}
