import { createHistogram } from "node:perf_hooks";

/** Calls `send` so often a second, whatever the answers do, and tells how long they took. The first second is not counted. */
export class SteadyRate {
  #ratePerSecond;
  #countedFrom;
  #total;
  #histogram = createHistogram();
  #startedAtMs = 0;
  #sent = 0;
  #settled = 0;

  constructor(ratePerSecond, seconds) {
    this.#ratePerSecond = ratePerSecond;
    this.#countedFrom = ratePerSecond;
    this.#total = ratePerSecond * (1 + seconds);
  }

  /** `send` gets the message's number and a callback for its answer. */
  start(send) {
    this.#startedAtMs = performance.now();
    this.#tick(send);
  }

  #tick(send) {
    const due = Math.ceil(((performance.now() - this.#startedAtMs) / 1000) * this.#ratePerSecond);
    while (this.#sent < Math.min(this.#total, due)) {
      const number = this.#sent++;
      const sentAtNs = process.hrtime.bigint();
      send(number, () => this.#settle(number, sentAtNs));
    }
    if (this.#sent < this.#total) {
      setTimeout(() => this.#tick(send), 1);
    }
  }

  #settle(number, sentAtNs) {
    if (number >= this.#countedFrom) {
      this.#histogram.record(process.hrtime.bigint() - sentAtNs);
    }
    this.#settled++;
    if (this.#settled === this.#total) {
      this.#report();
    }
  }

  #report() {
    const toMs = (nanoseconds) => Number(nanoseconds) / 1e6;
    const [p50Ms, p95Ms, p99Ms, p999Ms] = [50, 95, 99, 99.9].map((part) => toMs(this.#histogram.percentile(part)));
    const { count, max } = this.#histogram;
    console.log(JSON.stringify({ answered: count, p50Ms, p95Ms, p99Ms, p999Ms, maxMs: toMs(max) }));
    process.exit(0);
  }
}
