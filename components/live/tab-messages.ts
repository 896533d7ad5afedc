import type { LiveState } from "./live-state";
import type { SseEvent } from "./sse-parser";

/** What the tabs of one browser tell each other: one of them holds the stream, the others say what they want and listen. */
export type TabMessage =
  /** From a follower, on change and each `wantRenewMs`. Empty: needs nothing now. */
  | { type: "want"; tabId: string; instanceIds: string[] }
  | { type: "bye"; tabId: string }
  /** From a new leader: everybody say what you want. */
  | { type: "rollCall" }
  | { type: "event"; event: SseEvent }
  | { type: "state"; state: LiveState };

export const wantRenewMs = 20_000;
/** Background tabs' timers run once a minute; three misses mean the tab is gone. */
export const wantExpiresMs = 180_000;

/** What all tabs want together, without tabs that have gone silent. */
export class Wants {
  readonly #byTab = new Map<string, { instanceIds: readonly string[]; seenAtMs: number }>();

  set(tabId: string, instanceIds: readonly string[], nowMs: number): void {
    this.#byTab.set(tabId, { instanceIds, seenAtMs: nowMs });
  }

  remove(tabId: string): void {
    this.#byTab.delete(tabId);
  }

  clear(): void {
    this.#byTab.clear();
  }

  union(nowMs: number): string[] {
    const all = new Set<string>();
    for (const [tabId, want] of this.#byTab) {
      if (nowMs - want.seenAtMs > wantExpiresMs) {
        this.#byTab.delete(tabId);
        continue;
      }
      for (const instanceId of want.instanceIds) {
        all.add(instanceId);
      }
    }
    return [...all].sort();
  }
}
