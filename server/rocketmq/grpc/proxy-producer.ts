import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import grpcService from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_grpc_pb.js";
import type { SendMessageResponse } from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb";
import { assertWritable, type OutgoingMessage } from "@/server/rocketmq/remoting/batch";
import type { SendReceipt, StoredWarning } from "@/server/rocketmq/remoting/producer";
import type { Queue } from "@/server/rocketmq/remoting/route";
import type { GrpcChannel } from "./grpc-channel";
import { GrpcError } from "./grpc-error";
import type { GrpcMethod } from "./grpc-method";
import { requireOk } from "./status";
import { writeSendRequest } from "./write-message";

const { Code } = definition;
const { path, responseDeserialize } = grpcService.MessagingServiceService.sendMessage;
/** Its requests are written before they get there. */
const sendMessage: GrpcMethod<Buffer, SendMessageResponse> = {
  path,
  requestSerialize: (request) => request,
  responseDeserialize,
};

export interface ProxyProducerOptions {
  channelTo(address: string): GrpcChannel;
  namespace: string | undefined;
  requestTimeoutMs: number;
  /** The group that the messages of a lane belong to; undefined where the topic takes plain messages. */
  messageGroup(lane: Queue): string | undefined;
}

/** A slow line needs its time for a large request before the proxy can answer. */
const slowestBytesPerSecond = 256 * 1024;

/** These say that the message is stored. */
const warningByCode: ReadonlyMap<number, StoredWarning> = new Map([
  [Code.MASTER_PERSISTENCE_TIMEOUT, "FLUSH_DISK_TIMEOUT"],
  [Code.SLAVE_PERSISTENCE_TIMEOUT, "FLUSH_SLAVE_TIMEOUT"],
  [Code.HA_NOT_AVAILABLE, "SLAVE_NOT_AVAILABLE"],
]);

/** Sends to a proxy, without retry. Rejects with GrpcError, or RemotingError for a message that cannot be written at all. */
export class ProxyProducer {
  readonly #options: ProxyProducerOptions;

  constructor(options: ProxyProducerOptions) {
    this.#options = options;
  }

  sendOne(address: string, topic: string, queue: Queue, message: OutgoingMessage): Promise<SendReceipt> {
    return this.sendBatch(address, topic, queue, [message]);
  }

  async sendBatch(
    address: string,
    topic: string,
    queue: Queue,
    messages: readonly OutgoingMessage[],
  ): Promise<SendReceipt> {
    const { namespace, requestTimeoutMs } = this.#options;
    const destination = { topic, namespace, messageGroup: this.#options.messageGroup(queue), bornAtMs: Date.now() };
    for (const message of messages) {
      assertWritable(message);
    }
    const request = writeSendRequest(messages, destination);
    const timeoutMs = requestTimeoutMs + Math.floor((request.length / slowestBytesPerSecond) * 1_000);
    const answer = await this.#options.channelTo(address).unary(sendMessage, request, timeoutMs);
    return readReceipt(address, answer);
  }
}

/** The answer to several messages has one entry for all of them; each entry must say that it is stored. */
function readReceipt(address: string, answer: SendMessageResponse): SendReceipt {
  const entries = answer.getEntriesList();
  if (entries.length === 0) {
    requireOk(address, answer.getStatus());
    throw new GrpcError("protocol", `${address} did not say what became of the messages.`);
  }
  let warning: StoredWarning | undefined;
  for (const entry of entries) {
    const status = entry.getStatus();
    const entryWarning = warningByCode.get(status?.getCode() ?? Code.CODE_UNSPECIFIED);
    if (entryWarning === undefined) {
      requireOk(address, status);
    }
    warning ??= entryWarning;
  }
  // A proxy tells the place within a queue, but not which queue.
  return { firstQueueOffset: undefined, messageIds: [], warning };
}
