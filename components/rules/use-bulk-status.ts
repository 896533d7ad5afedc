"use client";

import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { limits } from "@/lib/limits";
import type { RuleResult } from "@/lib/rules/files";
import type { RuleStatus } from "@/lib/rules/schemas";
import { apiAnswer } from "./api-request";
import { ruleKeys } from "./rule-queries";
import { useApiErrorText } from "./use-api-error-text";

interface Results {
  items: RuleResult[];
}

interface Change {
  ruleIds: readonly string[];
  status: RuleStatus;
  isUndo?: boolean;
}

export function countsOf(items: readonly RuleResult[]) {
  const count = (outcome: RuleResult["outcome"]) => items.filter((item) => item.outcome === outcome).length;
  return { changed: count("changed"), unchanged: count("unchanged"), refused: count("refused") };
}

/** What takes a change back: only those rules that it changed. */
export function toUndo(items: readonly RuleResult[], { status, isUndo = false }: Change): Change | undefined {
  const ruleIds = items.filter(({ outcome }) => outcome === "changed").map(({ ruleId }) => ruleId);
  return isUndo || ruleIds.length === 0
    ? undefined
    : { ruleIds, status: status === "enabled" ? "disabled" : "enabled", isUndo: true };
}

/** Enables or disables many rules in one request; the result says of each what became of it. */
export function useBulkStatus(
  instanceId: string,
  onDone: (refused: string[]) => void,
): UseMutationResult<Results, Error, Change> {
  const t = useTranslations("transfer");
  const tCommon = useTranslations("common");
  const tToggle = useTranslations("rules.toggle");
  const errorText = useApiErrorText();
  const queryClient = useQueryClient();
  function announce(items: readonly RuleResult[], change: Change): void {
    const counts = countsOf(items);
    const undo = toUndo(items, change);
    const loss = change.isUndo && change.status === "enabled" ? tToggle("disableLossPast") : undefined;
    // Those that were refused have a dialog, which counts all of them.
    if (counts.refused === 0 || undo !== undefined) {
      toast.success(t("bulkSummary", counts), loss, undo && (() => bulk.mutate(undo)));
    }
  }
  const bulk: UseMutationResult<Results, Error, Change> = useMutation<Results, Error, Change>({
    mutationFn: ({ ruleIds, status }) =>
      apiAnswer(
        `/instances/${encodeURIComponent(instanceId)}/rules/${status === "enabled" ? "enable" : "disable"}`,
        "ruleResults",
        { method: "POST", body: { ruleIds: ruleIds.slice(0, limits.rulesPerRequestMax) } },
      ),
    onSuccess: ({ items }, change) => {
      onDone(items.filter(({ outcome }) => outcome === "refused").map(({ ruleId }) => ruleId));
      announce(items, change);
    },
    onError: (error, { isUndo }) => {
      if (isUndo) {
        toast.error(tCommon("undoFailed"), errorText(error));
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ruleKeys.list(instanceId) }),
  });
  return bulk;
}
