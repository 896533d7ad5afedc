import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiAnswer } from "@/components/rules/api-request";
import type { Instance } from "@/lib/instances/schemas";
import type { Page } from "@/lib/pages";
import { queryString } from "@/lib/view/query-string";

export interface InstanceListParams {
  regionId: string;
  q: string;
  status: string;
  broker: string;
  type: string;
  tag: string;
  sort: string;
  page: number;
  pageSize: number;
}

const busyStatuses = new Set(["Preparing", "Upgrading"]);

export function listInstancesQuery(params: InstanceListParams) {
  return queryOptions<Page<Instance>>({
    queryKey: ["instances", params],
    queryFn: ({ signal }) => apiAnswer(`/instances?${queryString({ ...params })}`, "instances", { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.items.some((item) => busyStatuses.has(item.status)) === true ? 5_000 : 30_000,
  });
}

/** Of every region, for going to one by its name or ID. */
export function findInstancesQuery(q: string) {
  return queryOptions<Page<Instance>>({
    queryKey: ["instances", "all", q],
    queryFn: ({ signal }) =>
      apiAnswer(`/instances?${queryString({ q, pageSize: 100, sort: "name" })}`, "instances", { signal }),
    placeholderData: keepPreviousData,
  });
}
