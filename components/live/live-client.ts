import { fetchRuleMetrics } from "@/components/rules/rule-queries";
import { LiveHub } from "./live-hub";
import { followPageLife } from "./page-life";
import { startRulePoller } from "./rule-poller";

export interface LiveClient {
  hub: LiveHub;
  /** Follows an instance and, should the stream fail, polls these rules of it. */
  follow: (instanceId: string, ruleIds: readonly string[]) => () => void;
}

let client: LiveClient | undefined;

/** The tab's one live client, made and started at first use. Browser only. */
export function getLiveClient(): LiveClient {
  client ??= createLiveClient();
  return client;
}

function createLiveClient(): LiveClient {
  const hub = new LiveHub({
    tabId: Math.random().toString(36).slice(2),
    locks: typeof navigator.locks === "undefined" ? undefined : navigator.locks,
    openChannel: () =>
      typeof navigator.locks === "undefined" || typeof BroadcastChannel === "undefined"
        ? undefined
        : new BroadcastChannel("sluice-live"),
  });
  const followed = new Map<symbol, readonly string[]>();
  startRulePoller(
    hub,
    () => [...new Set([...followed.values()].flat())],
    (ruleId, signal) => fetchRuleMetrics(ruleId, {}, signal),
  );
  followPageLife(hub, document, window);
  if (!document.hidden && navigator.onLine) {
    hub.start();
  }
  return {
    hub,
    follow(instanceId, ruleIds) {
      const key = Symbol(instanceId);
      followed.set(key, ruleIds);
      const release = hub.retain(instanceId);
      return () => {
        followed.delete(key);
        release();
      };
    },
  };
}
