import { missingOutcome } from "./batch";
import type { FlowMessage, Outcome } from "./contracts";
import type { RetryNote } from "./lane";

/** A request in flight whose messages go to disk meanwhile: two answers are awaited, in either order. */
export class Overlap {
  /** Set when the messages are on disk. */
  sequence: number | undefined;
  areOutcomesKnown = false;
  readonly messages: readonly FlowMessage[];
  private deliveredCount = 0;
  private readonly delivered: boolean[];

  constructor(messages: readonly FlowMessage[]) {
    this.messages = messages;
    this.delivered = new Array<boolean>(messages.length).fill(false);
  }

  get isCommitted(): boolean {
    return this.sequence !== undefined;
  }

  get isAllDelivered(): boolean {
    return this.deliveredCount === this.messages.length;
  }

  get isAnyDelivered(): boolean {
    return this.deliveredCount > 0;
  }

  isDelivered(index: number): boolean {
    return this.delivered[index] === true;
  }

  applyOutcomes(
    outcomes: readonly Outcome[],
    sentAtMs: number,
    { onDelivered, onRetry }: { onDelivered: (message: FlowMessage) => void; onRetry: () => void },
  ): RetryNote | undefined {
    let note: RetryNote | undefined;
    this.areOutcomesKnown = true;
    this.messages.forEach((message, index) => {
      const outcome = outcomes[index] ?? missingOutcome;
      if (outcome.status === "delivered") {
        this.delivered[index] = true;
        this.deliveredCount += 1;
        message.passport?.noteStored(outcome.storedAt, sentAtMs);
        onDelivered(message);
      } else if (outcome.status === "retry") {
        message.passport?.noteRetried();
        note = outcome;
        onRetry();
      }
    });
    return note;
  }
}
