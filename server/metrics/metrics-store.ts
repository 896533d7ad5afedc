import type { LatencyMs } from "@/lib/metrics/schemas";
import type { RuntimeSnapshot } from "@/server/protocol/messages";
import { InstanceRing } from "./instance-ring";
import { RuleRing, type RuleSample } from "./rule-ring";
import type { BrokerPoint } from "./series";

/** 15 minutes at one snapshot a second. */
const ringSeconds = 900;
/** A rate is taken over the last samples of this span. */
const rateSpanMs = 5_000;
/** Without a sample for this long there is no rate to speak of. */
const staleMs = 5_000;

export interface Rates {
  receivedPerSecond: number;
  deliveredPerSecond: number;
}

/** The recent past of every rule, in the console's memory: one snapshot a second comes in, charts and pages read. */
export class MetricsStore {
  readonly #rings = new Map<string, RuleRing>();
  readonly #instances = new Map<string, InstanceRing>();
  readonly #capacity: number;

  constructor(capacity: number = ringSeconds) {
    this.#capacity = capacity;
  }

  record(snapshot: RuntimeSnapshot): void {
    for (const [ruleId, rule] of Object.entries(snapshot.rules)) {
      this.#ringOf(ruleId).push(snapshot.tMs, rule);
    }
    this.#recordInstances(snapshot);
    this.#forgetAbsent(snapshot);
  }

  /** Of the embedded broker, oldest first; empty for any other. */
  brokerPoints(instanceId: string): readonly BrokerPoint[] {
    return this.#instances.get(instanceId)?.list() ?? [];
  }

  /** Oldest first; empty for an unknown rule. */
  samples(ruleId: string): RuleSample[] {
    return this.#rings.get(ruleId)?.list() ?? [];
  }

  rates(ruleId: string, nowMs: number): Rates {
    const ring = this.#rings.get(ruleId);
    const newest = ring?.fromNewest(0);
    if (ring === undefined || newest === undefined || nowMs - newest.tMs > staleMs) {
      return { receivedPerSecond: 0, deliveredPerSecond: 0 };
    }
    let oldest = newest;
    for (let n = 1; n < ring.size; n++) {
      const sample = ring.fromNewest(n);
      if (sample === undefined || newest.tMs - sample.tMs > rateSpanMs || sample.received > oldest.received) {
        break;
      }
      oldest = sample;
    }
    const seconds = (newest.tMs - oldest.tMs) / 1_000;
    const rate = (from: number, to: number) => (seconds <= 0 ? 0 : Math.max(0, (to - from) / seconds));
    return {
      receivedPerSecond: rate(oldest.received, newest.received),
      deliveredPerSecond: rate(oldest.delivered, newest.delivered),
    };
  }

  /** Of the last second in which something was delivered. */
  latency(ruleId: string): LatencyMs {
    const ring = this.#rings.get(ruleId);
    for (let n = 0; ring !== undefined && n < ring.size; n++) {
      const sample = ring.fromNewest(n);
      if (sample !== undefined && !Number.isNaN(sample.p50Ms)) {
        return { p50: sample.p50Ms, p95: toNullable(sample.p95Ms), p99: toNullable(sample.p99Ms) };
      }
    }
    return { p50: null, p95: null, p99: null };
  }

  #recordInstances({ tMs, instances }: RuntimeSnapshot): void {
    for (const [instanceId, instance] of Object.entries(instances)) {
      const ring = this.#instances.get(instanceId) ?? new InstanceRing(this.#capacity);
      this.#instances.set(instanceId, ring);
      ring.push(tMs, instance);
    }
    for (const instanceId of this.#instances.keys()) {
      if (instances[instanceId] === undefined) {
        this.#instances.delete(instanceId);
      }
    }
  }

  #ringOf(ruleId: string): RuleRing {
    const existing = this.#rings.get(ruleId);
    if (existing !== undefined) {
      return existing;
    }
    const ring = new RuleRing(this.#capacity);
    this.#rings.set(ruleId, ring);
    return ring;
  }

  /** A rule that has been gone for a whole ring's time has nothing left to show. */
  #forgetAbsent(snapshot: RuntimeSnapshot): void {
    if (this.#rings.size === Object.keys(snapshot.rules).length) {
      return;
    }
    for (const [ruleId, ring] of this.#rings) {
      const newestMs = ring.fromNewest(0)?.tMs ?? 0;
      if (snapshot.tMs - newestMs > this.#capacity * 1_000) {
        this.#rings.delete(ruleId);
      }
    }
  }
}

export function toNullable(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
