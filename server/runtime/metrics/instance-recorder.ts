import type { InstanceMinuteRow } from "@/db/schema/runtime/instance-minutes";
import type { InstanceSnapshot } from "@/server/protocol/messages";

const minuteMs = 60_000;

/** The most connections and subscriptions of each minute, of the instances that tell them. */
export class InstanceRecorder {
  private minuteStartMs = 0;
  private rows = new Map<string, InstanceMinuteRow>();

  /** Once a second. Answers the minute that has just ended. */
  note(instances: Readonly<Record<string, InstanceSnapshot>>, nowMs: number): InstanceMinuteRow[] {
    const startMs = Math.floor(nowMs / minuteMs) * minuteMs;
    const ended = startMs === this.minuteStartMs ? [] : [...this.rows.values()];
    if (startMs !== this.minuteStartMs) {
      this.minuteStartMs = startMs;
      this.rows = new Map();
    }
    for (const [instanceId, { connections, subscriptions }] of Object.entries(instances)) {
      if (connections !== null && subscriptions !== null) {
        const before = this.rows.get(instanceId);
        this.rows.set(instanceId, {
          instanceId,
          minuteMs: startMs,
          connectionsMax: Math.max(connections, before?.connectionsMax ?? 0),
          subscriptionsMax: Math.max(subscriptions, before?.subscriptionsMax ?? 0),
        });
      }
    }
    return ended;
  }
}
