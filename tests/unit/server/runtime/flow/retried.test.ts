import { expect, test } from "vitest";
import { createHarness, failure } from "./harness";

// Symptom: more messages stood in RocketMQ twice than `retried` said were sent again.
// Cause: a request that failed after its messages had gone to disk was counted as if it had never been made.
test("every message whose request failed counts as retried, also when it went to disk meanwhile", async () => {
  const { scheduler, sink, ledger, publish } = createHarness();
  sink.isHolding = true;
  sink.judge = () => ({ status: "retry", reason: failure });
  for (let n = 0; n < 3; n += 1) {
    publish("t/a");
  }
  await scheduler.advance(1_500);
  expect(ledger).toMatchObject({ spooled: 3, retried: 0 });
  sink.release();
  await scheduler.settle();
  expect(ledger.retried).toBe(3);
  sink.isHolding = false;
  sink.judge = () => ({ status: "delivered" });
  await scheduler.advance(5_000);
  expect(ledger).toMatchObject({ received: 3, delivered: 3, spooled: 0, retried: 3, imbalance: 0 });
});

// Symptom: a broker frozen for a minute stored 23,000 messages again when it woke, of 2,000 that were unconfirmed.
// Cause: each attempt sent a full batch, and its system kept all of them for it.
test("a destination that does not answer is tried with one message, and gets the rest once it does", async () => {
  const { scheduler, sink, ledger, publish, setConnected } = createHarness();
  setConnected(false);
  sink.judge = () => ({ status: "retry", reason: failure });
  for (let n = 0; n < 50; n += 1) {
    publish("t/a");
  }
  await scheduler.advance(20_000);
  expect(sink.batchSizes.length).toBeGreaterThan(2);
  expect(Math.max(...sink.batchSizes)).toBe(1);
  sink.judge = () => ({ status: "delivered" });
  setConnected(true);
  await scheduler.advance(1_000);
  expect(ledger).toMatchObject({ received: 50, delivered: 50, spooled: 0, imbalance: 0 });
  expect(Math.max(...sink.batchSizes)).toBeGreaterThan(1);
});
