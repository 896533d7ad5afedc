import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { PlainListParams } from "@/components/forms/use-list-page";
import { apiAnswer } from "@/components/rules/api-request";
import type { Group, Topic } from "@/lib/instances/schemas";
import type { Page } from "@/lib/pages";
import { queryString } from "@/lib/view/query-string";

const pathOf = (instanceId: string, kind: "topics" | "groups", params: PlainListParams) =>
  `/instances/${encodeURIComponent(instanceId)}/${kind}?${queryString({ ...params })}`;

export function listTopicsQuery(instanceId: string, params: PlainListParams) {
  return queryOptions<Page<Topic>>({
    queryKey: ["topics", instanceId, params],
    queryFn: ({ signal }) => apiAnswer(pathOf(instanceId, "topics", params), "topics", { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function listGroupsQuery(instanceId: string, params: PlainListParams) {
  return queryOptions<Page<Group>>({
    queryKey: ["groups", instanceId, params],
    queryFn: ({ signal }) => apiAnswer(pathOf(instanceId, "groups", params), "groups", { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

const checkPageSize = 100;

/** The names that resemble one being typed, for the live check. */
export function similarTopicsQuery(instanceId: string, name: string) {
  const params = { q: name, page: 1, pageSize: checkPageSize };
  return queryOptions({
    queryKey: ["topics", instanceId, "similar", name],
    queryFn: async ({ signal }) =>
      (await apiAnswer(pathOf(instanceId, "topics", params), "topics", { signal })).items.map((item) => item.name),
  });
}

export function similarGroupsQuery(instanceId: string, groupId: string) {
  const params = { q: groupId, page: 1, pageSize: checkPageSize };
  return queryOptions({
    queryKey: ["groups", instanceId, "similar", groupId],
    queryFn: async ({ signal }) =>
      (await apiAnswer(pathOf(instanceId, "groups", params), "groups", { signal })).items.map((item) => item.groupId),
  });
}
