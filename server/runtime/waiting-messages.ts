import type { BrokerMessage, PublishHold } from "@/server/embedded/mqtt-broker/contracts";
import type { Credit } from "./flow/credit";

export interface Waiting {
  message: BrokerMessage;
  hold: PublishHold | undefined;
}

/** QoS 0 messages that may wait behind held ones. */
const bestEffortMax = 1_000;
/** A message's own objects. */
const overheadBytes = 512;

/** Messages that a paused source keeps in order. Their bytes count against a credit of their own: the flow's is used up already. */
export class WaitingMessages {
  private messages: Waiting[] = [];
  private bestEffort = 0;
  private readonly credit: Credit;

  constructor(credit: Credit) {
    this.credit = credit;
  }

  get length(): number {
    return this.messages.length;
  }

  /** False for a QoS 0 message that finds no room. One with an acknowledgement always waits, but then its connection is not read further. */
  add(waiting: Waiting): boolean {
    const { hold } = waiting;
    if (hold === undefined && (this.bestEffort >= bestEffortMax || !this.credit.hasRoom)) {
      return false;
    }
    this.messages.push(waiting);
    this.bestEffort += hold === undefined ? 1 : 0;
    if (!this.credit.take(bytesOf(waiting))) {
      hold?.holdBack();
    }
    return true;
  }

  /** The first so many leave; they are the caller's now. */
  take(count: number): Waiting[] {
    const taken = this.messages.splice(0, count);
    this.giveBack(taken);
    return taken;
  }

  /** Those at the head that were taken and could not be handed over. */
  putBack(taken: readonly Waiting[]): void {
    this.messages.unshift(...taken);
    for (const waiting of taken) {
      this.credit.take(bytesOf(waiting));
      this.bestEffort += waiting.hold === undefined ? 1 : 0;
    }
  }

  dropVoid(): void {
    const isVoid = ({ hold }: Waiting) => hold?.isVoid === true;
    this.giveBack(this.messages.filter(isVoid));
    this.messages = this.messages.filter((waiting) => !isVoid(waiting));
  }

  private giveBack(gone: readonly Waiting[]): void {
    for (const waiting of gone) {
      this.credit.giveBack(bytesOf(waiting));
      this.bestEffort -= waiting.hold === undefined ? 1 : 0;
    }
  }
}

function bytesOf({ message }: Waiting): number {
  return message.payload.length + message.topic.length + overheadBytes;
}
