import { describe, expect, it } from "vitest";
import { createHarness, failure, firstOccurrences, MemorySpool } from "./harness";

function expectRising(stored: Parameters<typeof firstOccurrences>[0], topics: number, each: number): void {
  const seen = firstOccurrences(stored);
  expect(seen.size).toBe(topics);
  for (const numbers of seen.values()) {
    expect(numbers).toEqual(Array.from({ length: each }, (_, index) => index + 1));
  }
}

describe("a flow", () => {
  it("does not acknowledge before the sink answered", async () => {
    const h = createHarness();
    h.sink.isHolding = true;
    h.publish("a/1");
    await h.scheduler.settle();
    expect(h.sink.batchSizes).toEqual([1]);
    expect(h.unconfirmed()).toHaveLength(1);
    h.sink.release();
    await h.scheduler.settle();
    expect(h.unconfirmed()).toHaveLength(0);
    expect(h.ledger).toMatchObject({ received: 1, delivered: 1, inFlight: 0, imbalance: 0 });
  });

  it("sends what has gathered in one request, and one request a lane", async () => {
    const h = createHarness();
    h.sink.isHolding = true;
    h.publish("a/1");
    await h.scheduler.settle();
    for (let n = 0; n < 100; n += 1) {
      h.publish("a/1");
    }
    await h.scheduler.settle();
    expect(h.sink.batchSizes).toEqual([1]);
    h.sink.isHolding = false;
    h.sink.release();
    await h.scheduler.settle();
    expect(h.sink.batchSizes).toEqual([1, 64, 36]);
  });

  it("keeps a batch within the sink's bytes, and sends a single message over them alone", async () => {
    const h = createHarness();
    h.sink.limits = { batchBytesMax: 60, batchMessagesMax: 64, messageBytesMax: 1 << 20 };
    for (let n = 0; n < 7; n += 1) {
      h.publish("a/1");
    }
    await h.scheduler.settle();
    expect(Math.max(...h.sink.batchSizes)).toBe(2);
    expectRising(h.sink.stored, 1, 7);
  });

  it("keeps the order of 1,000 topics through batches, retries and the spool", async () => {
    const h = createHarness();
    let calls = 0;
    h.sink.judge = () => {
      calls += 1;
      return calls % 37 === 0 ? { status: "retry", reason: failure } : { status: "delivered" };
    };
    // A batch goes to one queue as one piece: its outcomes are equal.
    const send = h.sink.send.bind(h.sink);
    h.sink.send = async (lane, batch) => {
      calls += 1;
      const isRetried = calls % 5 === 0;
      h.sink.judge = () => (isRetried ? { status: "retry", reason: failure } : { status: "delivered" });
      return send(lane, batch);
    };
    for (let round = 1; round <= 12; round += 1) {
      for (let topic = 0; topic < 1_000; topic += 1) {
        h.publish(`a/${topic}`);
        if (topic % 250 === 0) {
          await h.scheduler.settle();
        }
      }
      h.setConnected(round % 3 !== 0);
      await h.scheduler.advance(300);
      expect(h.ledger.imbalance).toBe(0);
    }
    h.setConnected(true);
    await h.scheduler.advance(60_000);
    expectRising(h.sink.stored, 1_000, 12);
    expect(h.unconfirmed()).toHaveLength(0);
    expect(h.ledger).toMatchObject({ received: 12_000, delivered: 12_000, spooled: 0, inFlight: 0 });
    expect(h.spool.chunks).toHaveLength(0);
  });

  it("goes to disk when nothing was confirmed for a second, and counts a late answer once", async () => {
    const h = createHarness();
    h.sink.isHolding = true;
    h.publish("a/1");
    h.publish("a/1");
    await h.scheduler.advance(900);
    expect(h.ledger.spooled).toBe(0);
    await h.scheduler.advance(600);
    expect(h.unconfirmed()).toHaveLength(0);
    expect(h.ledger).toMatchObject({ spooled: 2, inFlight: 0, imbalance: 0 });
    h.publish("a/1");
    await h.scheduler.settle();
    expect(h.ledger).toMatchObject({ spooled: 3, imbalance: 0 });
    h.sink.isHolding = false;
    h.sink.release();
    await h.scheduler.settle();
    expect(h.sink.stored.map(({ body }) => body.toString())).toEqual(["1", "2", "3"]);
    expect(h.ledger).toMatchObject({ delivered: 3, spooled: 0, imbalance: 0 });
    expect(h.spool.chunks).toHaveLength(0);
  });

  it("counts once when the answer overtakes the write to disk", async () => {
    const h = createHarness();
    h.sink.isHolding = true;
    h.spool.isHolding = true;
    h.publish("a/1");
    await h.scheduler.advance(1_500);
    h.sink.isHolding = false;
    h.sink.release();
    await h.scheduler.settle();
    expect(h.ledger).toMatchObject({ delivered: 1, spooled: 0, inFlight: 0, imbalance: 0 });
    h.spool.isHolding = false;
    h.spool.release();
    await h.scheduler.settle();
    expect(h.ledger).toMatchObject({ delivered: 1, spooled: 0, inFlight: 0, imbalance: 0 });
    expect(h.spool.chunks).toHaveLength(0);
    expect(h.sent[0]?.receipt?.confirmations).toBe(1);
    h.publish("a/1");
    await h.scheduler.settle();
    expect(h.ledger).toMatchObject({ delivered: 2, imbalance: 0 });
  });

  it("does not acknowledge while neither sink nor disk takes the message", async () => {
    const h = createHarness();
    h.spool.result = "full";
    h.setConnected(false);
    h.sink.judge = () => ({ status: "retry", reason: failure });
    h.publish("a/1");
    await h.scheduler.advance(60_000);
    expect(h.unconfirmed()).toHaveLength(1);
    h.sink.judge = () => ({ status: "delivered" });
    h.setConnected(true);
    await h.scheduler.advance(1_000);
    expect(h.unconfirmed()).toHaveLength(0);
  });

  it("tries again at once when the sink is connected again", async () => {
    const h = createHarness();
    h.setConnected(false);
    h.sink.judge = () => ({ status: "retry", reason: failure });
    h.publish("a/1");
    await h.scheduler.advance(60_000);
    h.sink.judge = () => ({ status: "delivered" });
    h.setConnected(true);
    await h.scheduler.settle();
    expect(h.ledger).toMatchObject({ delivered: 1, spooled: 0 });
    expect(h.ledger.retried).toBeGreaterThan(5);
  });

  it("goes on with what an earlier life left on disk, before anything new", async () => {
    const spool = new MemorySpool();
    const first = createHarness(undefined, spool);
    first.setConnected(false);
    for (let n = 0; n < 10; n += 1) {
      first.publish("a/1");
      await first.scheduler.settle();
    }
    expect(first.ledger.spooled).toBe(10);
    const second = createHarness(undefined, spool);
    second.ledger.restore(first.ledger, 10, 0);
    for (let n = 0; n < 11; n += 1) {
      second.publish("a/1");
    }
    await second.scheduler.advance(2_000);
    expectRising(second.sink.stored, 1, 11);
    expect(second.sink.stored).toHaveLength(21);
    expect(second.ledger).toMatchObject({ received: 21, delivered: 21, imbalance: 0 });
  });

  it("keeps a rejected message as a dead letter and goes on with the others", async () => {
    const h = createHarness();
    h.sink.judge = ({ body }) =>
      body.toString() === "2"
        ? { status: "rejected", reason: { code: "invalid", stage: "send", message: "illegal" } }
        : { status: "delivered" };
    for (let n = 0; n < 3; n += 1) {
      h.publish("a/1");
    }
    await h.scheduler.settle();
    expect(h.deadLetters.letters).toHaveLength(1);
    expect(h.unconfirmed()).toHaveLength(0);
    expect(h.ledger).toMatchObject({ delivered: 2, deadLettered: 1, imbalance: 0 });
  });

  it("blocks, and does not acknowledge, while the dead letters are full", async () => {
    const h = createHarness();
    h.deadLetters.result = "full";
    h.sink.limits = { ...h.sink.limits, messageBytesMax: 0 };
    h.publish("a/1");
    await h.scheduler.advance(30_000);
    expect(h.unconfirmed()).toHaveLength(1);
    expect(h.flow.lastFailure?.code).toBe("deadLettersFull");
    h.deadLetters.result = "stored";
    await h.scheduler.advance(2_000);
    expect(h.unconfirmed()).toHaveLength(0);
    expect(h.ledger).toMatchObject({ deadLettered: 1, inFlight: 0, imbalance: 0 });
  });

  it("gives held copies of a closed connection back, and keeps those of others", async () => {
    const h = createHarness();
    h.sink.isHolding = true;
    for (let n = 0; n < 200; n += 1) {
      h.publish(`a/${n % 20}`);
    }
    await h.scheduler.settle();
    h.publish("a/0");
    h.publish("a/0");
    const receipt = h.sent.at(-2)?.receipt;
    if (receipt !== undefined) {
      receipt.isVoid = true;
    }
    h.flow.onReceiptsVoid();
    await h.scheduler.settle();
    expect(h.ledger).toMatchObject({ received: 202, returned: 1, inFlight: 201, imbalance: 0 });
    h.sink.isHolding = false;
    h.sink.release();
    await h.scheduler.settle();
    expect(h.ledger).toMatchObject({ delivered: 201, inFlight: 0, imbalance: 0 });
    expect(h.held.messages).toBe(0);
    expect(h.held.bytes).toBe(0);
  });

  it("stops reading when the credit is used up, and reads on when half of it is free", async () => {
    const h = createHarness({ messages: 100, bytes: 1 << 20 });
    h.sink.isHolding = true;
    const answers = Array.from({ length: 100 }, (_, n) => h.publish(`a/${n}`));
    expect(answers.filter((hasRoom) => !hasRoom)).toHaveLength(1);
    expect(h.pauses).toEqual(["pause"]);
    // The gate holds nobody up for longer.
    await h.scheduler.advance(20);
    h.sink.isHolding = false;
    h.sink.release(7);
    await h.scheduler.settle();
    expect(h.held.messages).toBeGreaterThan(50);
    expect(h.pauses).toEqual(["pause"]);
    h.sink.release();
    await h.scheduler.settle();
    expect(h.pauses).toEqual(["pause", "resume"]);
    expect(h.held.messages).toBe(0);
  });

  it("loses QoS 0 only, and only what does not fit its own queue", async () => {
    const h = createHarness();
    h.sink.isHolding = true;
    for (let n = 0; n < 600; n += 1) {
      h.publish("a/0", 0);
      h.publish("a/1", 1);
    }
    expect(h.ledger).toMatchObject({ received: 1_200, lost: 100, inFlight: 1_100, imbalance: 0 });
    h.sink.isHolding = false;
    h.sink.release();
    await h.scheduler.settle();
    expect(h.ledger).toMatchObject({ delivered: 1_100, lost: 100, imbalance: 0 });
    expect(h.bestEffort.messages).toBe(0);
  });

  it("delivers on stop what it can, and writes the rest to disk, in bounded time", async () => {
    const h = createHarness();
    h.sink.isHolding = true;
    for (let n = 0; n < 50; n += 1) {
      h.publish(`a/${n}`);
    }
    let hasStopped = false;
    const stopping = h.flow.stop(500).then(() => {
      hasStopped = true;
    });
    await h.scheduler.advance(400);
    expect(hasStopped).toBe(false);
    await h.scheduler.advance(200);
    expect(hasStopped).toBe(true);
    await stopping;
    expect(h.unconfirmed()).toHaveLength(0);
    expect(h.ledger).toMatchObject({ spooled: 50, inFlight: 0, imbalance: 0 });
  });

  it("hands back on stop what neither sink nor disk took, in bounded time", async () => {
    const h = createHarness();
    h.sink.isHolding = true;
    h.spool.isHolding = true;
    for (let n = 0; n < 50; n += 1) {
      h.publish(`a/${n}`);
    }
    const stopping = h.flow.stop(500);
    await h.scheduler.advance(4_000);
    await stopping;
    expect(h.unconfirmed()).toHaveLength(50);
    expect(h.ledger).toMatchObject({ returned: 50, inFlight: 0, imbalance: 0 });
    h.sink.release();
    h.spool.release();
    await h.scheduler.settle();
    expect(h.ledger).toMatchObject({ delivered: 0, spooled: 0, returned: 50, imbalance: 0 });
    expect(h.held.messages).toBe(0);
  });
});
