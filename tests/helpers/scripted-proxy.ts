import {
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type sendUnaryData,
} from "@grpc/grpc-js";
import type { Message } from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb";
import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import grpcService from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_grpc_pb.js";
import type {
  QueryRouteRequest,
  SendMessageRequest,
  TelemetryCommand,
} from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb";
import service from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb.js";

const { Code, MessageType, Permission, Status } = definition;

/** As a real proxy says it; `undefined` stays silent. */
export type ProxyAnswer = { code: number; message?: string } | undefined;

const ok: ProxyAnswer = { code: Code.OK, message: "OK" };

/** Speaks RocketMQ's gRPC as far as sending goes, keeps what it stored, and misbehaves on request. */
export class ScriptedProxy {
  readonly stored = new Map<string, string[]>();
  readonly requests: SendMessageRequest[] = [];
  topicTypes: number[] = [MessageType.FIFO];
  queueCount = 4;
  /** What each kind of request is answered with. */
  answer: (kind: "route" | "send" | "heartbeat", messages: readonly Message[]) => ProxyAnswer = () => ok;
  port = 0;
  /** Where routes send clients to; the port listened on unless it is set. */
  advertisedPort: number | undefined;
  readonly #server = new Server({ "grpc.max_receive_message_length": -1 });
  #nextQueue = 0;

  async listen(): Promise<void> {
    this.#server.addService(grpcService.MessagingServiceService, {
      queryRoute: (call: ServerUnaryCall<QueryRouteRequest, unknown>, done: sendUnaryData<unknown>) =>
        this.#route(call.request, done),
      sendMessage: (call: ServerUnaryCall<SendMessageRequest, unknown>, done: sendUnaryData<unknown>) =>
        this.#send(call.request, done),
      heartbeat: (_: unknown, done: sendUnaryData<unknown>) =>
        this.#reply(this.answer("heartbeat", []), done, (status) => new service.HeartbeatResponse().setStatus(status)),
      notifyClientTermination: (_: unknown, done: sendUnaryData<unknown>) =>
        done(null, new service.NotifyClientTerminationResponse().setStatus(toStatus({ code: Code.OK }))),
      telemetry: (call: ServerDuplexStream<TelemetryCommand, TelemetryCommand>) => {
        call.on("data", (command: TelemetryCommand) => call.write(command));
        call.on("end", () => call.end());
        call.on("error", () => {});
      },
    });
    this.port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        error === null ? resolve(port) : reject(error);
      });
    });
  }

  close(): void {
    this.#server.forceShutdown();
  }

  #reply<Answer>(
    answer: ProxyAnswer,
    done: sendUnaryData<Answer>,
    make: (status: InstanceType<typeof Status>) => Answer,
  ) {
    if (answer !== undefined) {
      done(null, make(toStatus(answer)));
    }
  }

  #route(request: QueryRouteRequest, done: sendUnaryData<unknown>): void {
    const answer = this.answer("route", []);
    this.#reply(answer, done, (status) => {
      const response = new service.QueryRouteResponse().setStatus(status);
      const endpoints = new definition.Endpoints().setScheme(definition.AddressScheme.IPV4);
      endpoints
        .addAddresses()
        .setHost("127.0.0.1")
        .setPort(this.advertisedPort ?? this.port);
      const broker = new definition.Broker().setName("scripted").setEndpoints(endpoints);
      for (let id = 0; answer?.code === Code.OK && id < this.queueCount; id += 1) {
        const queue = response.addMessageQueues();
        queue.setId(id).setTopic(request.getTopic()).setBroker(broker).setPermission(Permission.READ_WRITE);
        queue.setAcceptMessageTypesList(this.topicTypes);
      }
      return response;
    });
  }

  #send(request: SendMessageRequest, done: sendUnaryData<unknown>): void {
    this.requests.push(request);
    const messages = request.getMessagesList();
    const answer = this.answer("send", messages);
    this.#reply(answer, done, (status) => {
      const response = new service.SendMessageResponse().setStatus(status);
      if (answer !== undefined && (answer.code === Code.OK || storedCodes.has(answer.code))) {
        this.#store(messages);
        response.addEntries().setStatus(status).setMessageId("0").setOffset(0);
      }
      return response;
    });
  }

  /** As a real proxy: the group decides for one message, chance (here: turn) for several. */
  #store(messages: readonly Message[]): void {
    const [first] = messages;
    const group = first?.getSystemProperties()?.getMessageGroup() ?? "";
    const isKept = messages.length === 1 && group !== "";
    const queue = isKept ? hash(group) % this.queueCount : this.#nextQueue++ % this.queueCount;
    const bodies = messages.map((message) => Buffer.from(message.getBody_asU8()).toString());
    this.stored.set(`${queue}`, [...(this.stored.get(`${queue}`) ?? []), ...bodies]);
  }
}

const storedCodes: ReadonlySet<number> = new Set([
  Code.MASTER_PERSISTENCE_TIMEOUT,
  Code.SLAVE_PERSISTENCE_TIMEOUT,
  Code.HA_NOT_AVAILABLE,
]);

function toStatus({ code, message = "" }: { code: number; message?: string }) {
  return new Status().setCode(code as 0).setMessage(message);
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 65_536, 7);
}
