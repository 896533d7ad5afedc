import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { PlainListParams } from "@/components/forms/use-list-page";
import { apiAnswer } from "@/components/rules/api-request";
import type { Page } from "@/lib/pages";
import type { RocketmqInstance, RocketmqTopic } from "@/lib/rocketmq/schemas";
import { queryString } from "@/lib/view/query-string";

export interface RocketmqListParams extends PlainListParams {
  regionId: string;
  series: string;
  sort: string;
}

export function listRocketmqQuery(params: RocketmqListParams) {
  return queryOptions<Page<RocketmqInstance>>({
    queryKey: ["rocketmq-instances", params],
    queryFn: ({ signal }) =>
      apiAnswer(`/rocketmq-instances?${queryString({ ...params })}`, "rocketmqInstances", { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

const topicsPath = (instanceId: string) => `/rocketmq-instances/${encodeURIComponent(instanceId)}/topics`;

/** Read from the cluster each time, so it is slower than the other lists and may fail. */
export function listClusterTopicsQuery(instanceId: string, params: PlainListParams) {
  return queryOptions<Page<RocketmqTopic>>({
    queryKey: ["rocketmq-topics", instanceId, params],
    queryFn: ({ signal }) =>
      apiAnswer(`${topicsPath(instanceId)}?${queryString({ ...params })}`, "rocketmqTopics", { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
    retry: false,
  });
}

export interface BrowseParams {
  by: string;
  queueId?: number | undefined;
  brokerName?: string | undefined;
  offset?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  key?: string | undefined;
  messageId?: string | undefined;
  limit: number;
}

export function browseQuery(instanceId: string, topic: string, params: BrowseParams) {
  const path = `${topicsPath(instanceId)}/${encodeURIComponent(topic)}/messages`;
  return queryOptions({
    queryKey: ["rocketmq-messages", instanceId, topic, params],
    queryFn: ({ signal }) => apiAnswer(`${path}?${queryString({ ...params })}`, "messages", { signal }),
    retry: false,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}
