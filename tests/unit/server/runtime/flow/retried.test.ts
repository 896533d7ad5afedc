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
