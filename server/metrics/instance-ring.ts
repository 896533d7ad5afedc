import type { InstanceSnapshot } from "@/server/protocol/messages";
import type { BrokerPoint } from "./series";

/** Connections and subscriptions of one instance, each second for as long as the rings of its rules. */
export class InstanceRing {
  readonly #capacity: number;
  #points: BrokerPoint[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(tMs: number, { connections, subscriptions }: InstanceSnapshot): void {
    if (connections !== null && subscriptions !== null) {
      this.#points.push({ tMs, connections, subscriptions });
      // Cut now and then, not at each second.
      if (this.#points.length > 2 * this.#capacity) {
        this.#points = this.#points.slice(-this.#capacity);
      }
    }
  }

  /** Oldest first. */
  list(): readonly BrokerPoint[] {
    return this.#points.slice(-this.#capacity);
  }
}
