import { expect, test } from "vitest";
import { createHarness, firstOccurrences, MemorySpool } from "./harness";

/** A disk whose removals take effect later than the reads that follow them, as those of a worker thread do. */
class LateRemovalSpool extends MemorySpool {
  readonly late: number[] = [];

  override remove(sequence: number): void {
    this.late.push(sequence);
  }

  removeNow(): void {
    for (const sequence of this.late.splice(0)) {
      super.remove(sequence);
    }
  }
}

// Symptom: messages stood in RocketMQ twice and `spooled` fell below zero after a second of overload.
// Cause: what RocketMQ confirmed while it was being written to disk was read back before its removal took effect.
test("what RocketMQ confirmed while it went to disk is not sent again, however late its removal takes effect", async () => {
  const spool = new LateRemovalSpool();
  const { scheduler, sink, ledger, publish, unconfirmed } = createHarness(undefined, spool);
  sink.isHolding = true;
  publish("t/a");
  await scheduler.advance(1_500);
  publish("t/a");
  await scheduler.advance(100);
  expect(ledger.spooled).toBe(2);
  sink.isHolding = false;
  sink.release();
  await scheduler.advance(2_000);
  expect(firstOccurrences(sink.stored).get("t/a")).toEqual([1, 2]);
  expect(sink.stored).toHaveLength(2);
  expect(ledger).toMatchObject({ received: 2, delivered: 2, spooled: 0, inFlight: 0, imbalance: 0 });
  spool.removeNow();
  expect(spool.chunks).toHaveLength(0);
  expect(unconfirmed()).toEqual([]);
});
