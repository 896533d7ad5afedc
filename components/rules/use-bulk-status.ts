"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { limits } from "@/lib/limits";
import { RuleResult } from "@/lib/rules/files";
import type { RuleStatus } from "@/lib/rules/schemas";
import { apiRequest } from "./api-request";
import { ruleKeys } from "./rule-queries";

const Results = z.object({ items: z.array(RuleResult) });

/** Enables or disables many rules in one request; the result says of each what became of it. */
export function useBulkStatus(instanceId: string, onDone: (refused: string[]) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ ruleIds, status }: { ruleIds: readonly string[]; status: RuleStatus }) =>
      apiRequest(
        `/instances/${encodeURIComponent(instanceId)}/rules/${status === "enabled" ? "enable" : "disable"}`,
        Results,
        { method: "POST", body: { ruleIds: ruleIds.slice(0, limits.rulesPerRequestMax) } },
      ),
    onSuccess: ({ items }) => onDone(items.filter(({ outcome }) => outcome === "refused").map(({ ruleId }) => ruleId)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ruleKeys.list(instanceId) }),
  });
}
