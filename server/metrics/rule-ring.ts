import type { RuleState } from "@/lib/rules/states";
import { ruleStates } from "@/lib/rules/states";
import type { RuleSnapshot } from "@/server/protocol/messages";

/** One rule at one second; NaN latencies where nothing was delivered. */
export interface RuleSample {
  tMs: number;
  received: number;
  delivered: number;
  backlog: number;
  errors: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  state: RuleState;
}

const columnNames = ["tMs", "received", "delivered", "backlog", "errors", "p50Ms", "p95Ms", "p99Ms"] as const;
type ColumnName = (typeof columnNames)[number];

/** The last samples of one rule in columns of plain numbers: 900 seconds cost 58 KB. */
export class RuleRing {
  readonly #capacity: number;
  readonly #columns: Record<ColumnName, Float64Array>;
  readonly #states: Uint8Array;
  #next = 0;
  #size = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    const column = () => new Float64Array(capacity);
    this.#columns = {
      tMs: column(),
      received: column(),
      delivered: column(),
      backlog: column(),
      errors: column(),
      p50Ms: column(),
      p95Ms: column(),
      p99Ms: column(),
    };
    this.#states = new Uint8Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  push(tMs: number, rule: RuleSnapshot): void {
    const slot = this.#next;
    this.#columns.tMs[slot] = tMs;
    this.#columns.received[slot] = rule.totals.received;
    this.#columns.delivered[slot] = rule.totals.delivered;
    this.#columns.backlog[slot] = rule.backlog;
    this.#columns.errors[slot] = rule.errors;
    this.#columns.p50Ms[slot] = rule.latencyMs.p50 ?? Number.NaN;
    this.#columns.p95Ms[slot] = rule.latencyMs.p95 ?? Number.NaN;
    this.#columns.p99Ms[slot] = rule.latencyMs.p99 ?? Number.NaN;
    this.#states[slot] = ruleStates.indexOf(rule.state);
    this.#next = (slot + 1) % this.#capacity;
    this.#size = Math.min(this.#size + 1, this.#capacity);
  }

  /** The nth sample from the newest, 0 being the newest. */
  fromNewest(n: number): RuleSample | undefined {
    if (n < 0 || n >= this.#size) {
      return undefined;
    }
    const slot = (this.#next - 1 - n + 2 * this.#capacity) % this.#capacity;
    const read = (name: ColumnName) => this.#columns[name][slot] ?? Number.NaN;
    return {
      tMs: read("tMs"),
      received: read("received"),
      delivered: read("delivered"),
      backlog: read("backlog"),
      errors: read("errors"),
      p50Ms: read("p50Ms"),
      p95Ms: read("p95Ms"),
      p99Ms: read("p99Ms"),
      state: ruleStates[this.#states[slot] ?? 0] ?? "starting",
    };
  }

  /** Oldest first. */
  list(): RuleSample[] {
    const samples: RuleSample[] = [];
    for (let n = this.#size - 1; n >= 0; n--) {
      const sample = this.fromNewest(n);
      if (sample !== undefined) {
        samples.push(sample);
      }
    }
    return samples;
  }
}
