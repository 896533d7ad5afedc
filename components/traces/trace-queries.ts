import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiRequest } from "@/components/rules/api-request";
import { DeviceTracePage, MessageTracePage } from "@/lib/traces/schemas";
import { queryString } from "@/lib/view/query-string";
import { type TraceSpan, toSpan } from "./trace-address";

export interface MessageTraceParams extends TraceSpan {
  topic: string;
  client: string;
  rule: string;
  mid: string;
  outcome: string;
}

export interface DeviceTraceParams extends TraceSpan {
  client: string;
  action: string;
}

const base = (instanceId: string) => `/instances/${encodeURIComponent(instanceId)}/traces`;
/** Asked for by a person; nothing is asked again behind their back. */
const once = { retry: false, refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY } as const;

export function messageTracesQuery(instanceId: string, params: MessageTraceParams) {
  return infiniteQueryOptions({
    queryKey: ["traces", instanceId, "messages", params],
    queryFn: ({ signal, pageParam }) => {
      const { topic, client, rule, mid, outcome } = params;
      // A message ID finds its message whatever else is in the form.
      const filters = mid === "" ? { topic, clientId: client, ruleId: rule, outcome } : { messageId: mid };
      const query = queryString({ ...filters, ...toSpan(params, Date.now()), cursor: pageParam });
      return apiRequest(`${base(instanceId)}/messages?${query}`, MessageTracePage, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    ...once,
  });
}

export function messageTraceQuery(instanceId: string, messageId: string) {
  return queryOptions({
    queryKey: ["traces", instanceId, "message", messageId],
    queryFn: ({ signal }) =>
      apiRequest(`${base(instanceId)}/messages?${queryString({ messageId })}`, MessageTracePage, { signal }),
    ...once,
    staleTime: 0,
    // What is on its way or on disk goes on.
    refetchInterval: ({ state }) => (state.data?.items[0]?.outcome === "spooled" ? 5_000 : false),
  });
}

export function deviceTracesQuery(instanceId: string, params: DeviceTraceParams) {
  return infiniteQueryOptions({
    queryKey: ["traces", instanceId, "devices", params],
    queryFn: ({ signal, pageParam }) => {
      const { client, action } = params;
      const query = queryString({ clientId: client, action, ...toSpan(params, Date.now()), cursor: pageParam });
      return apiRequest(`${base(instanceId)}/devices?${query}`, DeviceTracePage, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    ...once,
  });
}

export function traceClientsQuery(instanceId: string, q: string) {
  return queryOptions({
    queryKey: ["traces", instanceId, "clients", q],
    queryFn: ({ signal }) =>
      apiRequest(`${base(instanceId)}/clients?${queryString({ q })}`, z.object({ items: z.array(z.string()) }), {
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
