import { expect, test } from "vitest";
import type { Outcome } from "@/server/runtime/flow/contracts";
import { createHarness } from "./harness";

const unreachable: Outcome = { status: "retry", reason: { code: "sinkUnreachable", stage: "send", message: "away" } };
const rejected: Outcome = { status: "rejected", reason: { code: "invalid", stage: "send", message: "illegal" } };

// Symptom: a backlog on disk stood still until the next message of its lane came.
// Cause: the dead letter that blocked the lane went back to a client whose connection closed, and nobody looked at the lane again.
test("a lane goes on when the rejected message that blocked it is handed back", async () => {
  const { scheduler, sink, deadLetters, flow, publish, sent, ledger } = createHarness();
  deadLetters.result = "full";
  sink.judge = ({ body }) => (body.toString() === "1" ? rejected : { status: "delivered" });
  publish("t/a");
  await scheduler.advance(100);
  publish("t/a");
  await scheduler.advance(3_000);
  expect(ledger).toMatchObject({ spooled: 1, inFlight: 1, imbalance: 0 });
  const blocked = sent[0]?.receipt;
  if (blocked !== undefined) {
    blocked.isVoid = true;
  }
  flow.onReceiptsVoid();
  await scheduler.advance(3_000);
  expect(sink.stored.map(({ body }) => body.toString())).toEqual(["2"]);
  expect(ledger).toMatchObject({ delivered: 1, returned: 1, spooled: 0, inFlight: 0, imbalance: 0 });
});

test("a rejected message that cannot be stored counts as held, so that its rule shows as stalled", async () => {
  const { scheduler, sink, deadLetters, flow, publish } = createHarness();
  deadLetters.result = "full";
  sink.judge = () => rejected;
  publish("t/a");
  const atMs = scheduler.now();
  await scheduler.advance(3_000);
  expect(flow.oldestHeldAtMs).toBe(atMs);
});

test("after a stop QoS 0 is counted as lost and QoS 1 is left to its client", async () => {
  const { scheduler, flow, publish, ledger, unconfirmed } = createHarness();
  const stopped = flow.stop(1_000);
  await scheduler.advance(10);
  await stopped;
  publish("t/a", 0);
  publish("t/a", 1);
  expect(ledger).toMatchObject({ received: 1, lost: 1, imbalance: 0 });
  expect(unconfirmed()).toHaveLength(1);
});

test("what RocketMQ confirmed while the disk hung is not handed back at a stop", async () => {
  const { scheduler, sink, spool, flow, publish, ledger, held, unconfirmed } = createHarness();
  sink.isHolding = true;
  spool.isHolding = true;
  publish("t/a");
  await scheduler.advance(1_500);
  sink.release();
  await scheduler.advance(10);
  expect(ledger).toMatchObject({ delivered: 1, inFlight: 0 });
  const stopped = flow.stop(1_000);
  await scheduler.advance(10_000);
  await stopped;
  expect(unconfirmed()).toEqual([]);
  expect(ledger).toMatchObject({ received: 1, delivered: 1, returned: 0, inFlight: 0, imbalance: 0 });
  expect(held.messages).toBe(0);
});

// Symptom: after a stop in the middle of a backlog up to 256 messages a lane were sent again by the next start.
test("of a chunk that was confirmed in part only the rest stays on disk after a stop", async () => {
  const { scheduler, sink, spool, flow, publish, ledger } = createHarness();
  sink.judge = () => unreachable;
  flow.onSinkState({ status: "connecting" });
  for (let count = 0; count < 100; count++) {
    publish("t/a");
  }
  await scheduler.advance(1_500);
  expect(spool.chunks.reduce((sum, { messages }) => sum + messages.length, 0)).toBe(100);
  sink.judge = () => ({ status: "delivered" });
  sink.isHolding = true;
  flow.onSinkState({ status: "connected" });
  await scheduler.advance(100);
  sink.release(1);
  await scheduler.advance(10);
  expect(sink.stored).toHaveLength(64);
  const stopped = flow.stop(1_000);
  await scheduler.advance(5_000);
  await stopped;
  const left = spool.chunks.flatMap(({ messages }) => messages.map(({ body }) => body.toString()));
  expect(left).toEqual(Array.from({ length: 36 }, (_, index) => `${65 + index}`));
  expect(ledger).toMatchObject({ spooled: 36, delivered: 64, imbalance: 0 });
});

test("a stop waits within its time for the answer to what was sent from disk", async () => {
  const { scheduler, sink, spool, flow, publish, ledger } = createHarness();
  sink.judge = () => unreachable;
  flow.onSinkState({ status: "connecting" });
  publish("t/a");
  await scheduler.advance(1_500);
  sink.judge = () => ({ status: "delivered" });
  sink.isHolding = true;
  flow.onSinkState({ status: "connected" });
  await scheduler.advance(100);
  const stopped = flow.stop(1_000);
  await scheduler.advance(500);
  sink.release();
  await scheduler.advance(10);
  await stopped;
  expect(spool.chunks).toEqual([]);
  expect(ledger).toMatchObject({ spooled: 0, delivered: 1, imbalance: 0 });
});

// Symptom: a process that woke after another had taken its data folder acknowledged what its sockets still held.
test("after the process was frozen its claim is checked before anything is acknowledged", async () => {
  const { scheduler, sink, publish, sent, pauses } = createHarness();
  sink.isHolding = true;
  publish("t/a");
  await scheduler.advance(500);
  const receipt = sent[0]?.receipt;
  if (receipt !== undefined) {
    receipt.confirm = () => void pauses.push("acknowledged");
  }
  scheduler.freeze(5_000);
  sink.release();
  await scheduler.settle();
  expect(pauses).toEqual(["wake", "acknowledged"]);
});

test("a process that runs is not asked for its claim at each acknowledgement", async () => {
  const { scheduler, publish, pauses, unconfirmed } = createHarness();
  for (let count = 0; count < 20; count++) {
    publish("t/a");
    await scheduler.advance(500);
  }
  expect(unconfirmed()).toEqual([]);
  expect(pauses).toEqual([]);
});
