/** Where every message that was ever received is now, as plain integers. */
export class Ledger {
  received = 0;
  delivered = 0;
  deadLettered = 0;
  /** On disk and unconfirmed. */
  spooled = 0;
  /** In memory only. */
  inFlight = 0;
  /** Handed back unacknowledged: the connection closed, or the flow stopped. */
  returned = 0;
  /** By a person. */
  discarded = 0;
  /** QoS 0 only. */
  lost = 0;

  skippedRetained = 0;
  retried = 0;
  /** Payload bytes delivered. */
  bytes = 0;
  /** Failed sends, not messages. */
  errors = 0;

  /** What the identity is off by; zero at every instant. */
  get imbalance(): number {
    return (
      this.received -
      (this.delivered + this.deadLettered + this.spooled + this.inFlight + this.returned + this.discarded + this.lost)
    );
  }

  /** Totals of an earlier life: what was in memory is gone with it, what is on disk is counted afresh, and `received` follows from the rest. */
  restore(totals: LedgerTotals, spooled: number, deadLettered: number): void {
    this.delivered = totals.delivered;
    this.deadLettered = deadLettered;
    this.spooled = spooled;
    this.inFlight = 0;
    this.returned = totals.returned;
    this.discarded = totals.discarded;
    this.lost = totals.lost;
    this.skippedRetained = totals.skippedRetained;
    this.retried = totals.retried;
    this.bytes = totals.bytes;
    this.received = this.delivered + this.deadLettered + this.spooled + this.returned + this.discarded + this.lost;
  }
}

export type LedgerTotals = Pick<
  Ledger,
  "delivered" | "returned" | "discarded" | "lost" | "skippedRetained" | "retried" | "bytes"
>;
