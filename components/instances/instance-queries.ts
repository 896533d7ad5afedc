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

/** Every region, for going to one by name. */
export function findInstancesQuery() {
  return queryOptions<Page<Instance>>({
    queryKey: ["instances", "all"],
    queryFn: ({ signal }) => apiAnswer("/instances?pageSize=100&sort=name", "instances", { signal }),
  });
}
