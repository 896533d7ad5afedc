import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { RuleVersion } from "@/lib/rules/versions";
import { queryString } from "@/lib/view/query-string";
import { apiRequest } from "../api-request";

const VersionPage = z.object({
  items: z.array(RuleVersion),
  page: z.number(),
  pageSize: z.number(),
  total: z.number(),
});
export type RuleVersionPage = z.infer<typeof VersionPage>;

/** The rule's own version is part of the key: a change made anywhere brings the list up to date. */
export function ruleVersionsQuery(ruleId: string, ruleVersion: number, page: number, pageSize = 20) {
  return queryOptions({
    queryKey: ["rule-versions", ruleId, ruleVersion, page, pageSize],
    queryFn: ({ signal }) =>
      apiRequest(`/rules/${encodeURIComponent(ruleId)}/versions?${queryString({ page, pageSize })}`, VersionPage, {
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}
