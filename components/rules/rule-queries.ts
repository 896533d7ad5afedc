import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { queryString } from "@/lib/view/query-string";
import { ApiRequestError, apiAnswer } from "./api-request";

export interface RuleListParams {
  page: number;
  pageSize: number;
  q: string;
  type: string;
  status: string;
  state: string;
  sort: string;
}

export function exportHref(instanceId: string, ruleIds?: readonly string[]): string {
  const query = ruleIds === undefined ? "" : `?${queryString({ ruleIds: ruleIds.join(",") })}`;
  return `/api/v1/instances/${encodeURIComponent(instanceId)}/rules/export${query}`;
}

export const ruleKeys = {
  list: (instanceId: string) => ["rules", instanceId] as const,
  one: (ruleId: string) => ["rule", ruleId] as const,
  metrics: (ruleId: string) => ["rule-metrics", ruleId] as const,
};

export function listRulesQuery(instanceId: string, params: RuleListParams) {
  return queryOptions({
    queryKey: [...ruleKeys.list(instanceId), params],
    queryFn: ({ signal }) =>
      apiAnswer(`/instances/${encodeURIComponent(instanceId)}/rules?${queryString({ ...params })}`, "rules", {
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function ruleQuery(ruleId: string) {
  return queryOptions({
    queryKey: ruleKeys.one(ruleId),
    queryFn: ({ signal }) => apiAnswer(`/rules/${encodeURIComponent(ruleId)}`, "rule", { signal }),
    refetchInterval: 15_000,
    retry: (failures, error) => !(error instanceof ApiRequestError && error.status === 404) && failures < 2,
  });
}

export function fetchRuleMetrics(
  ruleId: string,
  range: { from?: string; to?: string; step?: number } = {},
  signal?: AbortSignal,
) {
  const query = queryString(range);
  return apiAnswer(`/rules/${encodeURIComponent(ruleId)}/metrics${query === "" ? "" : `?${query}`}`, "ruleMetrics", {
    signal,
  });
}

export function topicsQuery(instanceId: string, q: string) {
  return queryOptions({
    queryKey: ["topics", instanceId, "choice", q],
    queryFn: ({ signal }) =>
      apiAnswer(`/instances/${encodeURIComponent(instanceId)}/topics?${queryString({ q, pageSize: 100 })}`, "topics", {
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

export function rocketmqInstancesQuery() {
  return queryOptions({
    queryKey: ["rocketmq-instances", "choice"],
    queryFn: ({ signal }) => apiAnswer("/rocketmq-instances?pageSize=100", "rocketmqInstances", { signal }),
  });
}

export function rocketmqTopicsQuery(rocketmqInstanceId: string, q: string) {
  return queryOptions({
    queryKey: ["rocketmq-topics", rocketmqInstanceId, "choice", q],
    queryFn: ({ signal }) =>
      apiAnswer(
        `/rocketmq-instances/${encodeURIComponent(rocketmqInstanceId)}/topics?${queryString({ q, pageSize: 100 })}`,
        "rocketmqTopics",
        { signal },
      ),
    placeholderData: keepPreviousData,
    enabled: rocketmqInstanceId !== "",
    retry: false,
  });
}
