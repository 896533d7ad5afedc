/** How live numbers reach this tab. `delayed` is not a state of the connection: see `shownLiveState`. */
export type LiveState =
  | { kind: "idle" }
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "reconnecting"; retryAtMs: number }
  /** The stream failed three times: numbers come by polling while it is tried again. */
  | { kind: "polling"; retryAtMs: number }
  | { kind: "paused" }
  | { kind: "offline" };

export type ShownLiveState = LiveState | { kind: "delayed"; lastSampleAtMs: number };

export const delayedAfterMs = 5_000;

export function shownLiveState(state: LiveState, lastSampleAtMs: number | undefined, nowMs: number): ShownLiveState {
  if (state.kind === "live" && lastSampleAtMs !== undefined && nowMs - lastSampleAtMs > delayedAfterMs) {
    return { kind: "delayed", lastSampleAtMs };
  }
  return state;
}
