"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { fetchRuleMetrics, ruleKeys } from "@/components/rules/rule-queries";
import { isLiveRange, type RangeChoice, stepSecondsOf, windowOf } from "./chart-range";
import type { Columns } from "./prepare-dense-series";
import { prepareHistory } from "./prepare-history";

export interface RuleHistory {
  columns: Columns;
  fromMs: number;
  toMs: number;
  stepMs: number;
}

/** Asks again for windows that end now; a live window is fetched once, since the stream goes on from there. */
function refetchIntervalMs(choice: RangeChoice, stepSeconds: number): number | false {
  if (isLiveRange(choice.range) || choice.range === "custom") {
    return false;
  }
  return Math.min(60, Math.max(10, stepSeconds)) * 1_000;
}

export function useRuleHistory(ruleId: string, choice: RangeChoice) {
  const window = windowOf(choice, 0);
  const stepSeconds = stepSecondsOf(window.toMs - window.fromMs);
  return useQuery({
    queryKey: [...ruleKeys.metrics(ruleId), "history", choice],
    queryFn: async ({ signal }): Promise<RuleHistory> => {
      const { fromMs, toMs } = windowOf(choice, Date.now());
      const metrics = await fetchRuleMetrics(
        ruleId,
        { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), step: stepSeconds },
        signal,
      );
      const stepMs = stepSeconds * 1_000;
      return { columns: prepareHistory(metrics.series, stepMs), fromMs, toMs, stepMs };
    },
    placeholderData: keepPreviousData,
    refetchInterval: refetchIntervalMs(choice, stepSeconds),
    staleTime: 5_000,
  });
}
