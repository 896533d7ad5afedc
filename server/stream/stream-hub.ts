import { randomBytes } from "node:crypto";
import type { RuntimeClient, RuntimeStatus } from "@/server/protocol/client";
import type { RuntimeSnapshot } from "@/server/protocol/messages";
import { type HubEvent, toStreamMetrics, toStreamStatus } from "./stream-events";

/** 15 minutes of one metrics event a second, and what statuses come with them. */
const ringMax = 1_000;

export type HubListener = (event: HubEvent) => void;

/**
 * The one sampler of this process: turns what the runtime says into numbered events, keeps the last of them for those who
 * come back, and fans them out. Event IDs carry the life of the hub: after a restart an old ID is gone, not another event's.
 */
export class StreamHub {
  readonly #life = randomBytes(4).toString("hex");
  readonly #ring: HubEvent[] = [];
  readonly #listeners = new Set<HubListener>();
  readonly #states = new Map<string, string>();
  readonly #now: () => number;
  readonly #stopListening: () => void;
  #seq = 0;
  #snapshot: RuntimeSnapshot | undefined;

  constructor(runtime: RuntimeClient, now: () => number = Date.now) {
    this.#now = now;
    this.#stopListening = runtime.listen({
      onSnapshot: (snapshot) => this.#onSnapshot(snapshot),
      onStatus: (status) => this.#onStatus(status),
      onDown: () => this.#onDown(),
    });
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  idOf(event: HubEvent): string {
    return `${this.#life}-${event.seq}`;
  }

  /** Returns the way to stop. */
  subscribe(listener: HubListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The events after `lastEventId`, or undefined when they are no longer known. */
  since(lastEventId: string): readonly HubEvent[] | undefined {
    const [life, text] = lastEventId.split("-");
    const seq = Number(text);
    const oldest = this.#ring[0]?.seq ?? this.#seq + 1;
    if (life !== this.#life || !Number.isSafeInteger(seq) || seq < oldest - 1 || seq > this.#seq) {
      return undefined;
    }
    return this.#ring.filter((event) => event.seq > seq);
  }

  /** The newest metrics, so that a new stream need not wait for the next second. */
  latest(): HubEvent | undefined {
    return this.#ring.findLast((event) => event.kind === "metrics");
  }

  close(): void {
    this.#stopListening();
    this.#listeners.clear();
  }

  #onSnapshot(snapshot: RuntimeSnapshot): void {
    this.#snapshot = snapshot;
    for (const [ruleId, rule] of Object.entries(snapshot.rules)) {
      const { instanceId, state, stateReason, stateSinceMs } = rule;
      this.#emitStatus({ ruleId, instanceId, state, stateReason, stateSinceMs });
    }
    for (const ruleId of this.#states.keys()) {
      if (snapshot.rules[ruleId] === undefined) {
        this.#states.delete(ruleId);
      }
    }
    this.#emit({ seq: ++this.#seq, kind: "metrics", ...toStreamMetrics(snapshot) });
  }

  #onStatus(status: RuntimeStatus): void {
    this.#emitStatus(status);
  }

  /** Without the runtime nothing is forwarded; whoever watches must not see the last good state for ever. */
  #onDown(): void {
    const nowMs = this.#now();
    for (const [ruleId, rule] of Object.entries(this.#snapshot?.rules ?? {})) {
      if (rule.state !== "stopped") {
        const stateReason = { code: "runtimeDown", detail: "" } as const;
        this.#emitStatus({ ruleId, instanceId: rule.instanceId, state: "retrying", stateReason, stateSinceMs: nowMs });
      }
    }
  }

  /** Only changes are events. */
  #emitStatus(status: Omit<RuntimeStatus, "type">): void {
    const key = `${status.state}/${status.stateReason?.code ?? ""}/${status.stateReason?.detail ?? ""}`;
    if (this.#states.get(status.ruleId) === key) {
      return;
    }
    this.#states.set(status.ruleId, key);
    this.#emit({ seq: ++this.#seq, kind: "status", data: toStreamStatus(status, this.#now()) });
  }

  #emit(event: HubEvent): void {
    this.#ring.push(event);
    if (this.#ring.length > ringMax) {
      this.#ring.shift();
    }
    for (const listener of this.#listeners) {
      listener(event);
    }
  }
}
