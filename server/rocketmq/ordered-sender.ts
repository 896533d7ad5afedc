import type { OutgoingMessage } from "./remoting/batch";
import { classifySendError, type SendVerdict } from "./remoting/classify";
import type { SendReceipt, StoredWarning } from "./remoting/producer";
import type { Queue } from "./remoting/route";

export interface StoredMessagePlace {
  messageId: string | undefined;
  queueOffset: number | undefined;
}

export type SendResult =
  | { status: "stored"; place: StoredMessagePlace; warning: StoredWarning | undefined }
  | { status: "retry"; verdict: SendVerdict }
  | { status: "rejected"; verdict: SendVerdict };

/** One request a call; rejects with whatever `classify` can read. */
export interface BatchProducer {
  sendOne(address: string, topic: string, queue: Queue, message: OutgoingMessage): Promise<SendReceipt>;
  sendBatch(address: string, topic: string, queue: Queue, messages: readonly OutgoingMessage[]): Promise<SendReceipt>;
}

export interface SendTarget {
  address: string;
  topic: string;
  queue: Queue;
}

/**
 * Sends messages to one queue in their order, by as few requests as the broker takes. Requests follow one another: a broker
 * may carry out pipelined requests of one connection in any order, and after the first failure nothing more is sent, so what
 * was stored is always a prefix of what can be stored. A batch that is refused for a fault of some message is halved until
 * the faulty one stands alone; its neighbours are stored. A broker that takes no batches gets single messages from then on.
 */
export class OrderedSender {
  readonly #producer: BatchProducer;
  readonly #classify: typeof classifySendError;
  #isBatchRefused: boolean;
  #wasSplitInVain = false;

  /** `isBatching` false sends one by one from the first message on. */
  constructor(producer: BatchProducer, { classify = classifySendError, isBatching = true } = {}) {
    this.#producer = producer;
    this.#classify = classify;
    this.#isBatchRefused = !isBatching;
  }

  get isBatchRefused(): boolean {
    return this.#isBatchRefused;
  }

  /** True once after a refused batch turned out to be too large as a whole, with no faulty message in it. */
  takeWasTooLarge(): boolean {
    const wasTooLarge = this.#wasSplitInVain;
    this.#wasSplitInVain = false;
    return wasTooLarge;
  }

  async send(target: SendTarget, messages: readonly OutgoingMessage[]): Promise<SendResult[]> {
    const [first] = messages;
    if (first === undefined) {
      return [];
    }
    if (messages.length === 1) {
      return [await this.#sendOne(target, first)];
    }
    return this.#isBatchRefused ? this.#sendSingly(target, messages) : this.#sendBatch(target, messages);
  }

  async #sendOne({ address, topic, queue }: SendTarget, message: OutgoingMessage): Promise<SendResult> {
    try {
      const receipt = await this.#producer.sendOne(address, topic, queue, message);
      return toStored(receipt, 0);
    } catch (error) {
      const verdict = this.#classify(error, false);
      return { status: verdict.kind === "messageFault" ? "rejected" : "retry", verdict };
    }
  }

  async #sendBatch(target: SendTarget, messages: readonly OutgoingMessage[]): Promise<SendResult[]> {
    try {
      const receipt = await this.#producer.sendBatch(target.address, target.topic, target.queue, messages);
      return messages.map((_, index) => toStored(receipt, index));
    } catch (error) {
      const verdict = this.#classify(error, true);
      if (verdict.kind === "retry") {
        return messages.map(() => ({ status: "retry", verdict }));
      }
      if (verdict.kind === "batchFault") {
        this.#isBatchRefused = true;
        return this.#sendSingly(target, messages);
      }
      return this.#sendHalves(target, messages);
    }
  }

  async #sendHalves(target: SendTarget, messages: readonly OutgoingMessage[]): Promise<SendResult[]> {
    const middle = Math.ceil(messages.length / 2);
    const results = await this.send(target, messages.slice(0, middle));
    const failed = results.find((result) => result.status === "retry");
    if (failed !== undefined) {
      return [...results, ...messages.slice(middle).map(() => failed)];
    }
    results.push(...(await this.send(target, messages.slice(middle))));
    this.#wasSplitInVain ||= results.every((result) => result.status === "stored");
    return results;
  }

  async #sendSingly(target: SendTarget, messages: readonly OutgoingMessage[]): Promise<SendResult[]> {
    const results: SendResult[] = [];
    let failed: SendResult | undefined;
    for (const message of messages) {
      const result: SendResult = failed ?? (await this.#sendOne(target, message));
      failed = result.status === "retry" ? result : undefined;
      results.push(result);
    }
    return results;
  }
}

function toStored(receipt: SendReceipt, index: number): SendResult {
  const { firstQueueOffset, messageIds, warning } = receipt;
  const queueOffset = firstQueueOffset === undefined ? undefined : firstQueueOffset + index;
  return { status: "stored", place: { messageId: messageIds[index], queueOffset }, warning };
}
