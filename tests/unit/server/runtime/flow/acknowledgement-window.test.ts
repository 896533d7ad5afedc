import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AcknowledgementWindow } from "@/server/runtime/flow/acknowledgement-window";

function setUp() {
  const released: number[][] = [];
  const due: (() => void)[] = [];
  const window = new AcknowledgementWindow<number>(
    (tokens) => released.push(tokens),
    (task) => due.push(task),
  );
  const turn = () => {
    for (const task of due.splice(0)) {
      task();
    }
  };
  return { window, released, turn };
}

describe("AcknowledgementWindow", () => {
  it("releases nothing before the oldest message is safe", () => {
    const { window, released, turn } = setUp();
    const first = window.open(1);
    const second = window.open(2);
    second.confirm();
    turn();
    expect(released).toEqual([]);
    first.confirm();
    turn();
    expect(released).toEqual([[1, 2]]);
    expect(window.size).toBe(0);
  });

  it("releases everything of one turn in one call", () => {
    const { window, released, turn } = setUp();
    const receipts = [1, 2, 3, 4].map((token) => window.open(token));
    for (const receipt of receipts) {
      receipt.confirm();
    }
    turn();
    expect(released).toEqual([[1, 2, 3, 4]]);
  });

  it("never acknowledges on a closed connection, not even what was confirmed in the same turn", () => {
    const { window, released, turn } = setUp();
    const first = window.open(1);
    const second = window.open(2);
    first.confirm();
    window.voidAll();
    turn();
    second.confirm();
    turn();
    expect(released).toEqual([]);
    expect(second.isVoid).toBe(true);
  });

  it("releases every token once and in order, whatever the order of confirmation", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 2_000 }), (choices) => {
        const { window, released, turn } = setUp();
        const open = choices.map((_, token) => window.open(token));
        for (const choice of choices) {
          const [receipt] = open.splice(choice % open.length, 1);
          receipt?.confirm();
          if (choice === 0) {
            receipt?.confirm();
            turn();
          }
        }
        turn();
        expect(released.flat()).toEqual(choices.map((_, token) => token));
      }),
      { numRuns: 100 },
    );
  });
});
