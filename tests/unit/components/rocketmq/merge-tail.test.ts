import { expect, it } from "vitest";
import { emptyTail, mergeTail, tailRowsMax } from "@/components/rocketmq/merge-tail";
import type { BrowsedMessage } from "@/lib/rocketmq/schemas";

const message = (queueOffset: number, queueId = 0) =>
  ({ brokerName: "a", queueId, queueOffset, messageId: `${queueId}-${queueOffset}` }) as BrowsedMessage;
const offsets = (rows: readonly BrowsedMessage[]) => rows.map(({ queueOffset }) => queueOffset);

it("adds only what is new, on top", () => {
  const first = mergeTail(emptyTail, [message(2), message(1)]);
  const second = mergeTail(first, [message(4), message(3), message(2)]);
  expect(offsets(second.rows)).toEqual([4, 3, 2, 1]);
  expect(second.missed).toBe(0);
});

it("is the very same when nothing came, so that nothing is drawn again", () => {
  const tail = mergeTail(emptyTail, [message(1)]);
  expect(mergeTail(tail, [message(1)])).toBe(tail);
});

it("counts by the offsets of each queue what came and went unseen", () => {
  const tail = mergeTail(emptyTail, [message(10), message(3, 1)]);
  expect(mergeTail(tail, [message(15), message(14), message(4, 1)]).missed).toBe(3);
});

it("takes a queue that was silent until now for complete", () => {
  expect(mergeTail(mergeTail(emptyTail, [message(1)]), [message(900, 5)]).missed).toBe(0);
});

it("keeps a bounded number of messages", () => {
  let tail = emptyTail;
  for (let i = 0; i < tailRowsMax + 50; i++) {
    tail = mergeTail(tail, [message(i)]);
  }
  expect(tail.rows).toHaveLength(tailRowsMax);
  expect(tail.rows[0]?.queueOffset).toBe(tailRowsMax + 49);
});
