"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { getLiveClient } from "./live-client";
import { type LiveState, type ShownLiveState, shownLiveState } from "./live-state";
import type { LivePoint } from "./live-track";
import { patchStatus } from "./patch-status";

const idle: LiveState = { kind: "idle" };
const none = () => undefined;

function subscribeToStore(listener: () => void): () => void {
  return getLiveClient().hub.store.subscribe(listener);
}

/** Keeps the stream open for an instance while mounted; states of its rules are written into React Query as they change. */
export function useLiveInstance(instanceId: string, ruleIds: readonly string[] = []): void {
  const queryClient = useQueryClient();
  const followed = ruleIds.join(",");
  useEffect(
    () => getLiveClient().follow(instanceId, followed === "" ? [] : followed.split(",")),
    [instanceId, followed],
  );
  useEffect(() => {
    const { hub } = getLiveClient();
    const stopStatus = hub.onStatus((status) => patchStatus(queryClient, status));
    const stopReset = hub.onReset(() => {
      void queryClient.invalidateQueries({ queryKey: ["rules"] });
      void queryClient.invalidateQueries({ queryKey: ["rule"] });
      void queryClient.invalidateQueries({ queryKey: ["rule-metrics"] });
    });
    return () => {
      stopStatus();
      stopReset();
    };
  }, [queryClient]);
}

/** The newest figures of a rule, changing at most once a second. Undefined until the first sample. */
export function useLiveRule(ruleId: string): LivePoint | undefined {
  const read = useCallback(() => getLiveClient().hub.store.rule(ruleId)?.latest, [ruleId]);
  return useSyncExternalStore(subscribeToStore, read, none);
}

export function useLiveInstancePoint(instanceId: string): LivePoint | undefined {
  const read = useCallback(() => getLiveClient().hub.store.instance(instanceId)?.latest, [instanceId]);
  return useSyncExternalStore(subscribeToStore, read, none);
}

/** How live numbers arrive, looked at each second, since "delayed" comes by the mere passing of time. */
export function useLiveState(): { state: ShownLiveState; nowMs: number } {
  const state = useSyncExternalStore(
    useCallback((listener: () => void) => getLiveClient().hub.onState(listener), []),
    () => getLiveClient().hub.state,
    () => idle,
  );
  const [nowMs, setNowMs] = useState(0);
  useEffect(() => {
    setNowMs(Date.now());
    const timer = setInterval(() => {
      // Nobody sees a hidden tab age, and there may be fifty.
      if (!document.hidden) {
        setNowMs(Date.now());
      }
    }, 1_000);
    return () => clearInterval(timer);
  }, []);
  const lastSampleAtMs = nowMs === 0 ? undefined : getLiveClient().hub.store.lastSampleAtMs;
  return { state: shownLiveState(state, lastSampleAtMs, nowMs), nowMs };
}
