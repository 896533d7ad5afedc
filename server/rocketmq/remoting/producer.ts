import { assertWritable, encodeBatch, type OutgoingMessage } from "./batch";
import { requestCodes, responseCodes } from "./codes";
import type { ReceivedCommand } from "./command";
import type { Connections } from "./connections";
import { refusedError } from "./errors";
import type { Queue } from "./route";

export const storedWarnings = ["FLUSH_DISK_TIMEOUT", "SLAVE_NOT_AVAILABLE", "FLUSH_SLAVE_TIMEOUT"] as const;
export type StoredWarning = (typeof storedWarnings)[number];

const warningByCode: ReadonlyMap<number, StoredWarning> = new Map([
  [responseCodes.flushDiskTimeout, "FLUSH_DISK_TIMEOUT"],
  [responseCodes.slaveNotAvailable, "SLAVE_NOT_AVAILABLE"],
  [responseCodes.flushSlaveTimeout, "FLUSH_SLAVE_TIMEOUT"],
]);

/** The broker has the messages, in the order given, from `firstQueueOffset` on. */
export interface SendReceipt {
  /** Undefined when the broker told no place; the messages are stored nevertheless. */
  firstQueueOffset: number | undefined;
  /** The broker's own message IDs, one for each message; empty when the broker told none. */
  messageIds: readonly string[];
  warning: StoredWarning | undefined;
}

export interface ProducerOptions {
  group: string;
  requestTimeoutMs: number;
}

/** A slow line needs its time for a large request before the broker can answer. */
const slowestBytesPerSecond = 256 * 1024;

/** Sends to a queue chosen by the caller, without retry. Rejects only with RemotingError. */
export class Producer {
  readonly #connections: Connections;
  readonly #options: ProducerOptions;

  constructor(connections: Connections, options: ProducerOptions) {
    this.#connections = connections;
    this.#options = options;
  }

  async sendOne(address: string, topic: string, queue: Queue, message: OutgoingMessage): Promise<SendReceipt> {
    assertWritable(message);
    const fields = this.#headerFields(topic, queue, message.properties, "false");
    return this.#send(address, requestCodes.sendMessageV2, fields, message.body);
  }

  async sendBatch(
    address: string,
    topic: string,
    queue: Queue,
    messages: readonly OutgoingMessage[],
  ): Promise<SendReceipt> {
    const fields = this.#headerFields(topic, queue, "", "true");
    return this.#send(address, requestCodes.sendBatchMessage, fields, encodeBatch(messages));
  }

  async #send(address: string, code: number, fields: Record<string, string>, body: Buffer): Promise<SendReceipt> {
    const timeoutMs = this.#options.requestTimeoutMs + Math.floor((body.length / slowestBytesPerSecond) * 1_000);
    const answer = await this.#connections.to(address).request({ code, fields, body }, timeoutMs);
    return readReceipt(address, answer);
  }

  /** The one-letter keys of the V2 header. */
  #headerFields(topic: string, queue: Queue, properties: string, isBatch: "true" | "false"): Record<string, string> {
    return {
      a: this.#options.group,
      b: topic,
      c: "TBW102",
      d: "8",
      e: String(queue.queueId),
      f: "0",
      g: String(Date.now()),
      h: "0",
      i: properties,
      j: "0",
      k: "false",
      m: isBatch,
      n: queue.brokerName,
    };
  }
}

function readReceipt(address: string, answer: ReceivedCommand): SendReceipt {
  const warning = warningByCode.get(answer.code);
  if (answer.code !== responseCodes.success && warning === undefined) {
    throw refusedError(address, answer.code, answer.remark);
  }
  const ids = answer.fields["msgId"] ?? "";
  const offset = Number(answer.fields["queueOffset"] ?? Number.NaN);
  return {
    firstQueueOffset: Number.isSafeInteger(offset) ? offset : undefined,
    messageIds: ids === "" ? [] : ids.split(","),
    warning,
  };
}
