import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outcome } from "@/server/runtime/flow/contracts";
import { createHarness, failure, firstOccurrences } from "./harness";

type Harness = ReturnType<typeof createHarness>;

const rejected: Outcome = { status: "rejected", reason: { code: "invalid", stage: "send", message: "illegal" } };

/** What can happen to a flow, in any order. */
const steps: Record<string, (h: Harness, n: number) => Promise<void> | void> = {
  publish: (h, n) => {
    for (let i = 0; i <= n; i += 1) {
      h.publish(`a/${(n * 7 + i) % 40}`, (n + i) % 9 === 0 ? 0 : 1);
    }
  },
  settle: (h) => h.scheduler.settle(),
  advance: (h, n) => h.scheduler.advance(n * 40),
  hold: (h) => {
    h.sink.isHolding = true;
  },
  release: (h, n) => {
    h.sink.release(n % 5);
  },
  releaseAll: (h) => {
    h.sink.isHolding = false;
    h.sink.release();
  },
  failAll: (h) => {
    h.sink.judge = () => ({ status: "retry", reason: failure });
  },
  rejectSome: (h) => {
    h.sink.judge = ({ body }) => (Number(body.toString()) % 5 === 0 ? rejected : { status: "delivered" });
  },
  deliverAll: (h) => {
    h.sink.judge = () => ({ status: "delivered" });
  },
  connect: (h) => h.setConnected(true),
  disconnect: (h) => h.setConnected(false),
  holdDisk: (h) => {
    h.spool.isHolding = true;
  },
  releaseDisk: (h) => {
    h.spool.isHolding = false;
    h.spool.release();
  },
  fillDisk: (h) => {
    h.spool.result = "full";
  },
  freeDisk: (h) => {
    h.spool.result = "committed";
  },
  fillDeadLetters: (h) => {
    h.deadLetters.result = "full";
  },
  freeDeadLetters: (h) => {
    h.deadLetters.result = "stored";
  },
  closeConnection: (h, n) => {
    for (const { receipt } of h.unconfirmed().slice(0, n * 3)) {
      if (receipt !== undefined) {
        receipt.isVoid = true;
      }
    }
    h.flow.onReceiptsVoid();
  },
};

const sequence = fc.array(fc.record({ step: fc.constantFrom(...Object.keys(steps)), n: fc.nat({ max: 60 }) }), {
  minLength: 1,
  maxLength: 60,
});

function expectBalance({ ledger }: Harness): void {
  expect(ledger.imbalance).toBe(0);
  const { received, delivered, deadLettered, spooled, inFlight, returned, lost } = ledger;
  expect(Math.min(received, delivered, deadLettered, spooled, inFlight, returned, lost)).toBeGreaterThanOrEqual(0);
}

async function heal(h: Harness): Promise<void> {
  for (const step of ["deliverAll", "freeDisk", "releaseDisk", "freeDeadLetters", "releaseAll"]) {
    await steps[step]?.(h, 0);
  }
  h.setConnected(false);
  h.setConnected(true);
  await h.scheduler.advance(35_000);
}

describe("a flow, whatever happens", () => {
  it("accounts for every message at every instant, and loses no acknowledged one", async () => {
    await fc.assert(
      fc.asyncProperty(sequence, async (events) => {
        const h = createHarness({ messages: 600, bytes: 1 << 20 });
        for (const { step, n } of events) {
          await steps[step]?.(h, n);
          expectBalance(h);
        }
        await heal(h);
        expectBalance(h);
        expect(h.ledger).toMatchObject({ spooled: 0, inFlight: 0 });
        expect(h.held.messages + h.bestEffort.messages + h.held.bytes + h.bestEffort.bytes).toBe(0);
        const stored = new Set(h.sink.stored.map(({ key, body }) => `${key}#${body.toString()}`));
        const dead = new Set(h.deadLetters.letters.map(({ message }) => `${message.key}#${message.body.toString()}`));
        for (const { topic, n, receipt } of h.sent) {
          if (receipt !== undefined) {
            expect(receipt.confirmations).toBeLessThanOrEqual(1);
            const isSafe = stored.has(`${topic}#${n}`) || dead.has(`${topic}#${n}`);
            expect(isSafe || (receipt.isVoid && receipt.confirmations === 0)).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it("keeps the order of first occurrences of each topic", async () => {
    const orderly = Object.keys(steps).filter((step) => !["rejectSome", "closeConnection"].includes(step));
    const events = fc.array(fc.record({ step: fc.constantFrom(...orderly), n: fc.nat({ max: 60 }) }), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(events, async (list) => {
        const h = createHarness();
        for (const { step, n } of list) {
          await steps[step]?.(h, n);
        }
        await heal(h);
        for (const numbers of firstOccurrences(h.sink.stored).values()) {
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it("stops within bounded time from any situation, with every message accounted for", async () => {
    await fc.assert(
      fc.asyncProperty(sequence, async (events) => {
        const h = createHarness();
        for (const { step, n } of events) {
          await steps[step]?.(h, n);
        }
        let hasStopped = false;
        const stopping = h.flow.stop(10_000).then(() => {
          hasStopped = true;
        });
        await h.scheduler.advance(13_500);
        expect(hasStopped).toBe(true);
        await stopping;
        expectBalance(h);
        expect(h.ledger.inFlight).toBe(0);
        expect(h.held.messages).toBe(0);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
