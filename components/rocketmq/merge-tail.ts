import type { BrowsedMessage } from "@/lib/rocketmq/schemas";

/** Kept in view; older ones make room. */
export const tailRowsMax = 200;

export interface Tail {
  /** Newest first. */
  rows: BrowsedMessage[];
  /** Messages between two looks that were more than one look shows. */
  missed: number;
}

export const emptyTail: Tail = { rows: [], missed: 0 };

export const rowKey = ({ brokerName, queueId, queueOffset }: BrowsedMessage) =>
  `${brokerName}-${queueId}-${queueOffset}`;

function lowestOffsets(
  messages: readonly BrowsedMessage[],
  pick: (a: number, b: number) => number,
): Map<string, number> {
  const offsets = new Map<string, number>();
  for (const { brokerName, queueId, queueOffset } of messages) {
    const queue = `${brokerName}-${queueId}`;
    const known = offsets.get(queue);
    offsets.set(queue, known === undefined ? queueOffset : pick(known, queueOffset));
  }
  return offsets;
}

/** Adds what a look found on top. Offsets tell how many messages of a queue came and went between two looks. */
export function mergeTail(tail: Tail, found: readonly BrowsedMessage[]): Tail {
  const known = new Set(tail.rows.map(rowKey));
  const fresh = found.filter((message) => !known.has(rowKey(message)));
  if (fresh.length === 0) {
    return tail;
  }
  const highestKnown = lowestOffsets(tail.rows, Math.max);
  let missed = tail.missed;
  for (const [queue, lowest] of lowestOffsets(fresh, Math.min)) {
    const before = highestKnown.get(queue);
    missed += before === undefined ? 0 : Math.max(0, lowest - before - 1);
  }
  return { rows: [...fresh, ...tail.rows].slice(0, tailRowsMax), missed };
}
