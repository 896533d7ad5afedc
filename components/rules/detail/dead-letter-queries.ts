import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { DeadLetter, DeadLetterDetail, DeadLettersAction } from "@/lib/dead-letters/schemas";
import { queryString } from "@/lib/view/query-string";
import { apiRequest } from "../api-request";

const DeadLetterPage = z.object({
  items: z.array(DeadLetter),
  page: z.number(),
  pageSize: z.number(),
  total: z.number(),
});

const base = (ruleId: string) => `/rules/${encodeURIComponent(ruleId)}/dead-letters`;

export function deadLettersQuery(ruleId: string, page: number) {
  return queryOptions({
    queryKey: ["dead-letters", ruleId, page],
    queryFn: ({ signal }) => apiRequest(`${base(ruleId)}?${queryString({ page })}`, DeadLetterPage, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
}

export function deadLetterQuery(ruleId: string, id: number) {
  return queryOptions({
    queryKey: ["dead-letters", ruleId, "one", id],
    queryFn: ({ signal }) => apiRequest(`${base(ruleId)}/${id}`, DeadLetterDetail, { signal }),
  });
}

export function deadLetterBodyHref(ruleId: string, id: number): string {
  return `/api/v1${base(ruleId)}/${id}/body`;
}

export type ChosenLetters = readonly number[] | "all";

export interface DeadLettersRequest {
  verb: "redrive" | "discard";
  ids: ChosenLetters;
  /** Of a redrive. */
  ratePerSecond?: number;
}

export function actOnDeadLetters(ruleId: string, { verb, ids, ratePerSecond }: DeadLettersRequest) {
  return apiRequest(`${base(ruleId)}/${verb}`, DeadLettersAction, {
    method: "POST",
    body: { ...(ids === "all" ? { all: true } : { ids }), ...(ratePerSecond !== undefined && { ratePerSecond }) },
  });
}
