import type { RuleMetrics } from "@/lib/metrics/schemas";
import type { LiveHub } from "./live-hub";

export const pollStepMs = 5_000;
/** One poll asks for each rule on its own: a page of them, no more. */
const rulesMax = 20;

/** While the stream is away, asks for the figures of the followed rules each five seconds and feeds the same store. */
export function startRulePoller(
  hub: LiveHub,
  followedRuleIds: () => readonly string[],
  fetchMetrics: (ruleId: string, signal: AbortSignal) => Promise<RuleMetrics>,
): () => void {
  let controller: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const round = async (signal: AbortSignal): Promise<void> => {
    for (const ruleId of followedRuleIds().slice(0, rulesMax)) {
      const metrics = await fetchMetrics(ruleId, signal).catch(() => undefined);
      if (signal.aborted) {
        return;
      }
      if (metrics !== undefined) {
        const { totals, latencyMs, backlog, state, series } = metrics;
        const sample = {
          received: totals.received,
          delivered: totals.delivered,
          backlog,
          p50Ms: latencyMs.p50,
          p99Ms: latencyMs.p99,
          // As the stream has it: failed sends of the last second.
          errors: series.errorsPerSecond.findLast((value) => value !== null) ?? 0,
          state,
        };
        const t = new Date().toISOString();
        hub.store.apply({ t, rules: { [ruleId]: sample }, instances: {} }, pollStepMs, Date.now());
      }
    }
    timer = setTimeout(() => void round(signal), pollStepMs);
  };

  const follow = (): void => {
    const shouldPoll = hub.state.kind === "polling";
    if (shouldPoll && controller === undefined) {
      controller = new AbortController();
      void round(controller.signal);
    } else if (!shouldPoll && controller !== undefined) {
      controller.abort();
      clearTimeout(timer);
      controller = undefined;
    }
  };
  const unsubscribe = hub.onState(follow);
  follow();
  return () => {
    unsubscribe();
    controller?.abort();
    clearTimeout(timer);
  };
}
