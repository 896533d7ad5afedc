import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { PlainListParams } from "@/components/forms/use-list-page";
import { apiRequest } from "@/components/rules/api-request";
import { Alert, AlertWebhook } from "@/lib/alerts/schemas";
import { limits } from "@/lib/limits";
import type { Page } from "@/lib/pages";
import { queryString } from "@/lib/view/query-string";

const pageShape = { page: z.number(), pageSize: z.number(), total: z.number() };
const AlertPage = z.object({ items: z.array(Alert), ...pageShape });
const WebhookPage = z.object({ items: z.array(AlertWebhook), ...pageShape });

export interface AlertListParams extends PlainListParams {
  regionId: string;
  state: string;
}

export function listAlertsQuery(params: AlertListParams) {
  return queryOptions<Page<Alert>>({
    queryKey: ["alerts", params],
    queryFn: ({ signal }) => apiRequest(`/alerts?${queryString({ ...params })}`, AlertPage, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
}

/** All of them: there can be few only. */
export function listWebhooksQuery() {
  return queryOptions<Page<AlertWebhook>>({
    queryKey: ["alert-webhooks"],
    queryFn: ({ signal }) => apiRequest(`/alert-webhooks?pageSize=${limits.pageSizeMax}`, WebhookPage, { signal }),
    refetchInterval: 10_000,
  });
}

const recentCount = 8;

/** Of all regions, for the bell: one request every half minute. */
export function recentAlertsQuery() {
  return queryOptions<Page<Alert>>({
    queryKey: ["alerts", "recent"],
    queryFn: ({ signal }) => apiRequest(`/alerts?pageSize=${recentCount}`, AlertPage, { signal }),
    refetchInterval: 30_000,
  });
}
