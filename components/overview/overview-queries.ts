import { queryOptions } from "@tanstack/react-query";
import { apiRequest } from "@/components/rules/api-request";
import { Overview } from "@/lib/overview/schemas";

/** Fresh each two seconds while the page is looked at; rates and states are of the last seconds. */
export function overviewQuery() {
  return queryOptions({
    queryKey: ["overview"],
    queryFn: ({ signal }) => apiRequest("/overview", Overview, { signal }),
    refetchInterval: 2_000,
    staleTime: 1_000,
  });
}
