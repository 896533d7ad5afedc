"use client";

import type { RangeChoice } from "@/components/charts/chart-range";
import { prepareHistory } from "@/components/charts/prepare-history";
import { type HistoryRequest, useChartHistory } from "@/components/charts/use-chart-history";
import { apiRequest } from "@/components/rules/api-request";
import { InstanceMetrics } from "@/lib/metrics/schemas";
import { queryString } from "@/lib/view/query-string";

function fetchInstanceMetrics(instanceId: string, request: HistoryRequest, signal: AbortSignal) {
  const path = `/instances/${encodeURIComponent(instanceId)}/metrics`;
  return apiRequest(`${path}?${queryString({ ...request })}`, InstanceMetrics, { signal });
}

/** All rules of one instance together, and its broker. */
export function useInstanceHistory(instanceId: string, choice: RangeChoice) {
  return useChartHistory({
    queryKey: ["instance-metrics", instanceId],
    choice,
    fetchColumns: async (request, stepMs, signal) =>
      prepareHistory((await fetchInstanceMetrics(instanceId, request, signal)).series, stepMs),
  });
}
