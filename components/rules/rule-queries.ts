import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { Topic } from "@/lib/instances/schemas";
import { RuleMetrics } from "@/lib/metrics/schemas";
import { RocketmqInstance, RocketmqTopic } from "@/lib/rocketmq/schemas";
import { Rule } from "@/lib/rules/schemas";
import { queryString } from "@/lib/view/query-string";
import { ApiRequestError, apiRequest } from "./api-request";

function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), page: z.number(), pageSize: z.number(), total: z.number() });
}

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
      apiRequest(`/instances/${encodeURIComponent(instanceId)}/rules?${queryString({ ...params })}`, pageOf(Rule), {
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function ruleQuery(ruleId: string) {
  return queryOptions({
    queryKey: ruleKeys.one(ruleId),
    queryFn: ({ signal }) => apiRequest(`/rules/${encodeURIComponent(ruleId)}`, Rule, { signal }),
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
  return apiRequest(`/rules/${encodeURIComponent(ruleId)}/metrics${query === "" ? "" : `?${query}`}`, RuleMetrics, {
    signal,
  });
}

export function topicsQuery(instanceId: string, q: string) {
  return queryOptions({
    queryKey: ["topics", instanceId, "choice", q],
    queryFn: ({ signal }) =>
      apiRequest(
        `/instances/${encodeURIComponent(instanceId)}/topics?${queryString({ q, pageSize: 100 })}`,
        pageOf(Topic),
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}

export function rocketmqInstancesQuery() {
  return queryOptions({
    queryKey: ["rocketmq-instances", "choice"],
    queryFn: ({ signal }) => apiRequest("/rocketmq-instances?pageSize=100", pageOf(RocketmqInstance), { signal }),
  });
}

export function rocketmqTopicsQuery(rocketmqInstanceId: string, q: string) {
  return queryOptions({
    queryKey: ["rocketmq-topics", rocketmqInstanceId, "choice", q],
    queryFn: ({ signal }) =>
      apiRequest(
        `/rocketmq-instances/${encodeURIComponent(rocketmqInstanceId)}/topics?${queryString({ q, pageSize: 100 })}`,
        pageOf(RocketmqTopic),
        { signal },
      ),
    placeholderData: keepPreviousData,
    enabled: rocketmqInstanceId !== "",
    retry: false,
  });
}
