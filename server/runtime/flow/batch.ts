import type { Failure, FlowMessage, Outcome, Sink, SinkLimits } from "./contracts";
import type { MessageQueue } from "./message-queue";

/** Many lanes with small batches beat few with large ones. */
export const batchMessagesMax = 128;

/** Length fields and flags that RocketMQ's batch encoding adds to each message. */
const wireOverheadBytes = 22;

export const spoolChunkLimits: Pick<SinkLimits, "batchBytesMax" | "batchMessagesMax"> = {
  batchMessagesMax: 256,
  batchBytesMax: 256 * 1024,
};

/** How many messages of the head go into one request: at least one, then as many as fit. */
export function countThatFits(
  queue: MessageQueue,
  limits: Pick<SinkLimits, "batchBytesMax" | "batchMessagesMax">,
): number {
  const messagesMax = Math.min(queue.length, limits.batchMessagesMax);
  let bytes = 0;
  for (let count = 0; count < messagesMax; count += 1) {
    const message = queue.at(count);
    bytes += message === undefined ? 0 : wireBytesMax(message);
    if (bytes > limits.batchBytesMax) {
      return Math.max(1, count);
    }
  }
  return messagesMax;
}

/** An upper bound without encoding: a UTF-16 unit takes at most three bytes of UTF-8. */
function wireBytesMax(message: FlowMessage): number {
  return wireOverheadBytes + message.body.length + message.properties.length * 3;
}

/** A sink that breaks its word and throws has an unknown outcome: nothing is lost, everything is retried. */
export async function sendSafely(
  sink: Sink,
  lane: number,
  batch: readonly FlowMessage[],
  isLaneEmpty: boolean,
): Promise<readonly Outcome[]> {
  try {
    return await sink.send(lane, batch, isLaneEmpty);
  } catch (error) {
    const reason: Failure = {
      code: "unknown",
      stage: "send",
      message: error instanceof Error ? error.message : "The send failed.",
    };
    return batch.map((): Outcome => ({ status: "retry", reason }));
  }
}

export const missingOutcome: Outcome = {
  status: "retry",
  reason: { code: "unknown", stage: "send", message: "RocketMQ gave no answer for this message." },
};
