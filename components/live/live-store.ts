import type { StreamMetrics } from "@/lib/metrics/schemas";
import { LiveTrack } from "./live-track";

/** Rules and instances followed at once by one tab; the least recently updated goes first. */
const tracksMax = 400;

/** All live numbers of this tab. Not React state: readers subscribe to ticks and read. */
export class LiveStore {
  readonly #rules = new Map<string, LiveTrack>();
  readonly #instances = new Map<string, LiveTrack>();
  readonly #listeners = new Set<() => void>();
  #lastSampleAtMs: number | undefined;
  #tick = 0;

  /** Grows with each sample, for useSyncExternalStore. */
  get tick(): number {
    return this.#tick;
  }

  get lastSampleAtMs(): number | undefined {
    return this.#lastSampleAtMs;
  }

  rule(ruleId: string): LiveTrack | undefined {
    return this.#rules.get(ruleId);
  }

  instance(instanceId: string): LiveTrack | undefined {
    return this.#instances.get(instanceId);
  }

  apply(metrics: StreamMetrics, stepMs: number, nowMs: number): void {
    const tMs = Date.parse(metrics.t);
    if (Number.isNaN(tMs)) {
      return;
    }
    for (const [ruleId, sample] of Object.entries(metrics.rules)) {
      take(this.#rules, ruleId).push(tMs, sample, stepMs);
    }
    for (const [instanceId, sample] of Object.entries(metrics.instances)) {
      take(this.#instances, instanceId).push(tMs, sample, stepMs);
    }
    this.#lastSampleAtMs = nowMs;
    this.#tick += 1;
    for (const listener of this.#listeners) {
      listener();
    }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function take(tracks: Map<string, LiveTrack>, key: string): LiveTrack {
  const track = tracks.get(key) ?? new LiveTrack();
  tracks.delete(key);
  tracks.set(key, track);
  if (tracks.size > tracksMax) {
    const oldest = tracks.keys().next();
    if (oldest.done !== true) {
      tracks.delete(oldest.value);
    }
  }
  return track;
}
