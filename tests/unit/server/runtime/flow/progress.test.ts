import { expect, test } from "vitest";
import type { Outcome } from "@/server/runtime/flow/contracts";
import { createHarness, firstOccurrences, MemorySpool } from "./harness";

const busy: Outcome = { status: "retry", reason: { code: "sinkUnreachable", stage: "send", message: "busy" } };

/** One chunk of 100 messages on disk, in front of a sink that takes ten at a time. */
async function spoolHundred() {
  const spool = new MemorySpool();
  const harness = createHarness(undefined, spool);
  harness.sink.limits = { ...harness.sink.limits, batchMessagesMax: 10 };
  harness.sink.judge = () => busy;
  harness.setConnected(false);
  for (let count = 0; count < 100; count++) {
    harness.publish("t/a");
  }
  await harness.scheduler.advance(1_500);
  expect(spool.chunks.map(({ messages }) => messages.length)).toEqual([100]);
  harness.sink.judge = () => ({ status: "delivered" });
  harness.sink.isHolding = true;
  harness.setConnected(true);
  await harness.scheduler.settle();
  return { ...harness, spool };
}

// Symptom: a kill repeated up to 255 confirmed messages of each lane.
test("a kill while a slow sink takes a chunk repeats only what was not confirmed", async () => {
  const { scheduler, sink, spool } = await spoolHundred();
  for (let batch = 0; batch < 4; batch++) {
    sink.release();
    await scheduler.advance(250);
  }
  spool.kill();
  const next = createHarness(undefined, spool);
  await next.scheduler.advance(1_000);
  expect(firstOccurrences(next.sink.stored).get("t/a")).toEqual(Array.from({ length: 60 }, (_, index) => index + 41));
  expect(spool.chunks).toEqual([]);
});

test("what is confirmed behind a gap is repeated, never the gap left out", async () => {
  const { scheduler, sink, spool } = await spoolHundred();
  sink.judge = ({ body }) => (body.toString() === "3" ? busy : { status: "delivered" });
  sink.release();
  await scheduler.advance(210);
  spool.kill();
  const next = createHarness(undefined, spool);
  await next.scheduler.advance(1_000);
  expect(firstOccurrences(next.sink.stored).get("t/a")).toEqual(Array.from({ length: 98 }, (_, index) => index + 3));
});

test("a chunk that is drained at once has no progress noted", async () => {
  const { scheduler, sink, spool } = await spoolHundred();
  let noted = 0;
  spool.noteProgress = () => {
    noted += 1;
  };
  sink.isHolding = false;
  sink.release();
  await scheduler.advance(1_000);
  expect(sink.stored).toHaveLength(100);
  expect(noted).toBe(0);
});
