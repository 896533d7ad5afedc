import type { RuleTotals } from "@/lib/metrics/schemas";

/** The right-hand side of the ledger, in the order of the delivery contract. */
export const ledgerTerms = [
  "delivered",
  "deadLettered",
  "spooled",
  "inFlight",
  "returned",
  "discarded",
  "lost",
] as const satisfies readonly (keyof RuleTotals)[];

export interface LedgerLine {
  received: number;
  terms: { name: (typeof ledgerTerms)[number]; value: number }[];
  /** received minus the sum of the terms: anything but zero is a defect and is shown as one. */
  difference: number;
}

export function ledgerLine(totals: RuleTotals): LedgerLine {
  const terms = ledgerTerms.map((name) => ({ name, value: totals[name] }));
  const sum = terms.reduce((total, term) => total + term.value, 0);
  return { received: totals.received, terms, difference: totals.received - sum };
}
