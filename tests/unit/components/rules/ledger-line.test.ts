import { describe, expect, it } from "vitest";
import { ledgerLine } from "@/components/rules/ledger-line";
import { emptyTotals } from "@/lib/metrics/schemas";

describe("ledger line", () => {
  it("adds up to what was received", () => {
    const line = ledgerLine({
      ...emptyTotals,
      received: 10,
      delivered: 6,
      spooled: 2,
      inFlight: 1,
      lost: 1,
      retried: 99,
    });
    expect(line.difference).toBe(0);
    expect(line.terms.reduce((sum, term) => sum + term.value, 0)).toBe(line.received);
  });
  it("shows a difference instead of hiding it", () => {
    expect(ledgerLine({ ...emptyTotals, received: 10, delivered: 9 }).difference).toBe(1);
  });
});
