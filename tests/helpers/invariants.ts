import type { RuleTotals } from "@/lib/metrics/schemas";

/** One message as read back from RocketMQ, reduced to what the delivery guarantees speak of. */
export interface ReadSequence {
  /** the full MQTT topic */
  topic: string;
  /** position among the messages of that topic, as the publisher counted them */
  sequence: number;
  queueId: number;
  /** Where a topic lies on several brokers: queue numbers are each broker's own. */
  brokerName?: string;
  queueOffset: number;
}

const shownMax = 10;

function some(ids: readonly string[]): string {
  return ids.length > shownMax
    ? `${ids.slice(0, shownMax).join(", ")} and ${ids.length - shownMax} more`
    : ids.join(", ");
}

/** Everything that was acknowledged must have been read. Unacknowledged messages may or may not be there. */
export function assertNoGaps(acknowledged: Iterable<string>, read: Iterable<string>): void {
  const present = new Set(read);
  const missing = [...acknowledged].filter((id) => !present.has(id));
  if (missing.length > 0) {
    throw new Error(`${missing.length} acknowledged messages are missing: ${some(missing)}`);
  }
}

/** Nothing may be read that nobody sent. */
export function assertNoStrangers(sent: Iterable<string>, read: Iterable<string>): void {
  const known = new Set(sent);
  const strangers = [...new Set(read)].filter((id) => !known.has(id));
  if (strangers.length > 0) {
    throw new Error(`${strangers.length} messages were read that nobody sent: ${some(strangers)}`);
  }
}

export function countDuplicates(ids: Iterable<string>): number {
  let total = 0;
  const distinct = new Set<string>();
  for (const id of ids) {
    total++;
    distinct.add(id);
  }
  return total - distinct.size;
}

/** First occurrences of each sequence number, in the order RocketMQ stores them, by topic and queue. */
function firstOccurrences(read: readonly ReadSequence[]): Map<string, Map<string, ReadSequence[]>> {
  const seen = new Set<string>();
  const byTopic = new Map<string, Map<string, ReadSequence[]>>();
  for (const message of [...read].sort((a, b) => a.queueOffset - b.queueOffset)) {
    const id = `${message.topic}\0${message.sequence}`;
    if (seen.has(id)) {
      continue;
    }
    seen.add(id);
    const queues = byTopic.get(message.topic) ?? new Map<string, ReadSequence[]>();
    byTopic.set(message.topic, queues);
    const name = message.brokerName === undefined ? `${message.queueId}` : `${message.brokerName}-${message.queueId}`;
    const queue = queues.get(name) ?? [];
    queues.set(name, queue);
    queue.push(message);
  }
  return byTopic;
}

/**
 * The first occurrences of the messages of one MQTT topic stand in publish order in one RocketMQ queue.
 * A lane may change its queue while it is empty; a test in which that can happen passes `canChangeQueue`, then order is checked inside each queue.
 */
export function assertOrderedFirstOccurrences(
  read: readonly ReadSequence[],
  options = { canChangeQueue: false },
): void {
  for (const [topic, queues] of firstOccurrences(read)) {
    if (queues.size > 1 && !options.canChangeQueue) {
      throw new Error(`messages of ${topic} lie in ${queues.size} queues: ${[...queues.keys()].join(", ")}`);
    }
    for (const [queueId, messages] of queues) {
      let previous = -1;
      for (const { sequence, queueOffset } of messages) {
        if (sequence < previous) {
          throw new Error(
            `${topic}, queue ${queueId}: ${sequence} at offset ${queueOffset} stands after ${previous} (order is broken)`,
          );
        }
        previous = sequence;
      }
    }
  }
}

/** How many first occurrences stand behind a later one: the figure a report prints, where the assertion above only fails. */
export function countOutOfOrder(read: readonly ReadSequence[]): number {
  let outOfOrder = 0;
  for (const queues of firstOccurrences(read).values()) {
    for (const messages of queues.values()) {
      let highest = -1;
      for (const { sequence } of messages) {
        outOfOrder += sequence < highest ? 1 : 0;
        highest = Math.max(highest, sequence);
      }
    }
  }
  return outOfOrder;
}

/** received = delivered + deadLettered + spooled + inFlight + returned + discarded + lost, at every instant. */
export function assertLedger(totals: RuleTotals): void {
  const { received, delivered, deadLettered, spooled, inFlight, returned, discarded, lost } = totals;
  const accounted = delivered + deadLettered + spooled + inFlight + returned + discarded + lost;
  if (received !== accounted) {
    throw new Error(
      `the ledger does not balance: received ${received}, accounted ${accounted}: ${JSON.stringify(totals)}`,
    );
  }
  const negative = Object.entries(totals).filter(([, value]) => value < 0);
  if (negative.length > 0) {
    throw new Error(
      `the ledger has negative entries (${negative.map(([name]) => name).join(", ")}): ${JSON.stringify(totals)}`,
    );
  }
}
