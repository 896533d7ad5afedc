import { describe, expect, test } from "vitest";
import { emptyTotals } from "@/lib/metrics/schemas";
import {
  assertLedger,
  assertNoGaps,
  assertNoStrangers,
  assertOrderedFirstOccurrences,
  countDuplicates,
  countOutOfOrder,
  type ReadSequence,
} from "@/tests/helpers/invariants";

function read(topic: string, sequence: number, queueOffset: number, queueId = 0): ReadSequence {
  return { topic, sequence, queueId, queueOffset };
}

describe("assertNoGaps", () => {
  test("fails when one acknowledged message was not read, and names it", () => {
    expect(() => assertNoGaps(["a-1", "a-2", "a-3"], ["a-1", "a-3"])).toThrow(/1 acknowledged .* a-2/);
  });
  test("accepts duplicates and messages that were never acknowledged", () => {
    expect(() => assertNoGaps(["a-1"], ["a-2", "a-1", "a-1"])).not.toThrow();
  });
  test("names at most ten of the missing", () => {
    const ids = Array.from({ length: 25 }, (_, index) => `m-${index}`);
    expect(() => assertNoGaps(ids, [])).toThrow(/25 acknowledged .* and 15 more/);
  });
});

describe("assertNoStrangers", () => {
  test("fails when something was read that nobody sent", () => {
    expect(() => assertNoStrangers(["a"], ["a", "b", "b"])).toThrow(/1 messages .* b/);
  });
});

describe("countDuplicates", () => {
  test("counts every occurrence after the first", () => {
    expect(countDuplicates(["a", "b", "a", "a", "c", "b"])).toBe(3);
    expect(countDuplicates([])).toBe(0);
  });
});

describe("assertOrderedFirstOccurrences", () => {
  test("accepts duplicates after the first occurrence, gaps in the numbers, and other topics in between", () => {
    const messages = [read("t/a", 1, 0), read("t/b", 9, 1), read("t/a", 3, 2), read("t/a", 1, 3), read("t/a", 4, 4)];
    expect(() => assertOrderedFirstOccurrences(messages)).not.toThrow();
    expect(countOutOfOrder(messages)).toBe(0);
  });
  test("goes by the offset in the queue, not by the order of the list", () => {
    expect(() => assertOrderedFirstOccurrences([read("t", 2, 1), read("t", 1, 0)])).not.toThrow();
  });
  test("fails when a later message stands before an earlier one", () => {
    const messages = [read("t", 2, 0), read("t", 1, 1), read("t", 3, 2)];
    expect(() => assertOrderedFirstOccurrences(messages)).toThrow(/1 at offset 1 stands after 2/);
    expect(countOutOfOrder(messages)).toBe(1);
  });
  test("fails when a topic lies in two queues, unless a change of queue is allowed", () => {
    const messages = [read("t", 1, 0, 0), read("t", 2, 0, 1)];
    expect(() => assertOrderedFirstOccurrences(messages)).toThrow(/2 queues/);
    expect(() => assertOrderedFirstOccurrences(messages, { canChangeQueue: true })).not.toThrow();
  });
});

describe("assertLedger", () => {
  test("accepts totals that balance", () => {
    expect(() => assertLedger({ ...emptyTotals, received: 7, delivered: 4, spooled: 2, lost: 1 })).not.toThrow();
  });
  test("fails when one message is unaccounted for", () => {
    expect(() => assertLedger({ ...emptyTotals, received: 7, delivered: 6 })).toThrow(/received 7, accounted 6/);
  });
  test("fails when entries balance only because one is negative", () => {
    expect(() => assertLedger({ ...emptyTotals, received: 1, delivered: 2, inFlight: -1 })).toThrow(/negative/);
  });
});
