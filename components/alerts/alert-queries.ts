import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { PlainListParams } from "@/components/forms/use-list-page";
import { apiAnswer } from "@/components/rules/api-request";
import { ruleAlertsMax } from "@/lib/alerts/kinds";
import type { Alert, AlertWebhook } from "@/lib/alerts/schemas";
import { limits } from "@/lib/limits";
import type { Page } from "@/lib/pages";
import { queryString } from "@/lib/view/query-string";

export interface AlertListParams extends PlainListParams {
  regionId: string;
  state: string;
}

export function listAlertsQuery(params: AlertListParams) {
  return queryOptions<Page<Alert>>({
    queryKey: ["alerts", params],
    queryFn: ({ signal }) => apiAnswer(`/alerts?${queryString({ ...params })}`, "alerts", { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
}

/** All of them: there can be few only. */
export function listWebhooksQuery() {
  return queryOptions<Page<AlertWebhook>>({
    queryKey: ["alert-webhooks"],
    queryFn: ({ signal }) => apiAnswer(`/alert-webhooks?pageSize=${limits.pageSizeMax}`, "webhooks", { signal }),
    refetchInterval: 10_000,
  });
}

export function ruleAlertsQuery(ruleId: string) {
  return queryOptions<Page<Alert>>({
    queryKey: ["alerts", "rule", ruleId],
    queryFn: ({ signal }) =>
      apiAnswer(`/alerts?${queryString({ ruleId, pageSize: ruleAlertsMax })}`, "alerts", { signal }),
    refetchInterval: 10_000,
  });
}

const recentCount = 8;

/** Of all regions, for the bell: one request every half minute. */
export function recentAlertsQuery() {
  return queryOptions<Page<Alert>>({
    queryKey: ["alerts", "recent"],
    queryFn: ({ signal }) => apiAnswer(`/alerts?pageSize=${recentCount}`, "alerts", { signal }),
    refetchInterval: 30_000,
  });
}
