import { monitorEventLoopDelay } from "node:perf_hooks";

// Each look wakes the process; ten a second cost it nothing.
const resolutionMs = 100;

/** How much later than due this process' event loop got to its timers. */
export class EventLoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: resolutionMs });

  constructor() {
    this.#histogram.enable();
  }

  /** Of the time since the last reading. */
  takeP99Ms(): number {
    const histogram = this.#histogram;
    // Node records the whole interval between two of its timers, the part that was meant to pass included.
    const p99Ms = histogram.count === 0 ? 0 : Math.max(0, histogram.percentile(99) / 1e6 - resolutionMs);
    histogram.reset();
    return p99Ms;
  }
}
