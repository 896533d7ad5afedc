import type { StreamInstance, StreamRule } from "@/lib/metrics/schemas";
import type { RuleState } from "@/lib/rules/states";
import { gapSteps, rateBetween } from "./rate";
import { RingBuffer } from "./ring-buffer";

/** 16 minutes at 1 Hz: the longest live range and a little more. */
const samplesMax = 960;

export const trackColumns = [
  "receivedPerSecond",
  "deliveredPerSecond",
  "backlog",
  "p50Ms",
  "p99Ms",
  "errors",
  "connections",
  "subscriptions",
] as const;

export interface LivePoint {
  tMs: number;
  receivedPerSecond: number | null;
  deliveredPerSecond: number | null;
  backlog: number;
  p50Ms: number | null;
  p99Ms: number | null;
  received: number;
  delivered: number;
  errors: number;
  state: RuleState | undefined;
  connections: number | null;
  subscriptions: number | null;
}

/** The last minutes of one rule or one instance, rates computed from totals. */
export class LiveTrack {
  readonly #ring = new RingBuffer(samplesMax, trackColumns.length);
  #latest: LivePoint | undefined;

  get latest(): LivePoint | undefined {
    return this.#latest;
  }

  get firstTMs(): number | undefined {
    return this.#ring.firstTMs;
  }

  push(tMs: number, sample: StreamRule | StreamInstance, stepMs: number): void {
    const before = this.#latest;
    if (before !== undefined && tMs <= before.tMs) {
      return;
    }
    const point: LivePoint = {
      tMs,
      receivedPerSecond: rateBetween(
        before && { tMs: before.tMs, total: before.received },
        { tMs, total: sample.received },
        stepMs,
      ),
      deliveredPerSecond: rateBetween(
        before && { tMs: before.tMs, total: before.delivered },
        { tMs, total: sample.delivered },
        stepMs,
      ),
      backlog: sample.backlog,
      p50Ms: sample.p50Ms,
      p99Ms: sample.p99Ms,
      received: sample.received,
      delivered: sample.delivered,
      errors: sample.errors,
      state: "state" in sample ? sample.state : undefined,
      connections: "connections" in sample ? sample.connections : null,
      subscriptions: "subscriptions" in sample ? sample.subscriptions : null,
    };
    if (before !== undefined && tMs - before.tMs > stepMs * gapSteps) {
      this.#ring.push(before.tMs + stepMs, []);
    }
    this.#ring.push(
      tMs,
      trackColumns.map((column) => point[column]),
    );
    this.#latest = point;
  }

  read(fromMs: number): { tMs: number[]; columns: (number | null)[][] } {
    return this.#ring.read(fromMs);
  }
}
