"use client";

import { fetchRuleMetrics, ruleKeys } from "@/components/rules/rule-queries";
import type { RangeChoice } from "./chart-range";
import { prepareHistory } from "./prepare-history";
import { useChartHistory } from "./use-chart-history";

export function useRuleHistory(ruleId: string, choice: RangeChoice) {
  return useChartHistory({
    queryKey: ruleKeys.metrics(ruleId),
    choice,
    fetchColumns: async (request, stepMs, signal) =>
      prepareHistory((await fetchRuleMetrics(ruleId, request, signal)).series, stepMs),
  });
}
