"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { RuleStatus } from "@/lib/rules/schemas";
import { ruleKeys } from "./rule-queries";
import { useApiErrorText } from "./use-api-error-text";
import { setRuleStatus } from "./use-rule-toggle";

interface Failure {
  ruleId: string;
  reason: string;
}

function useBulk(instanceId: string, ruleIds: readonly string[], onDone: () => void) {
  const t = useTranslations("rules.list");
  const errorText = useApiErrorText();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (status: RuleStatus): Promise<Failure[]> => {
      const failures: Failure[] = [];
      for (const ruleId of ruleIds) {
        await setRuleStatus(ruleId, status).catch((error: unknown) =>
          failures.push({ ruleId, reason: errorText(error) }),
        );
      }
      return failures;
    },
    onSuccess: async (failures) => {
      const count = ruleIds.length;
      if (failures.length > 0) {
        toast.error(
          t("bulkFailed", { failed: failures.length, count }),
          <ul>
            {failures.map((failure) => (
              <li key={failure.ruleId}>
                <span className="font-mono">{failure.ruleId}</span>: {failure.reason}
              </li>
            ))}
          </ul>,
        );
      } else {
        toast.success(t("bulkDone", { count }));
      }
      onDone();
      await queryClient.invalidateQueries({ queryKey: ruleKeys.list(instanceId) });
    },
  });
}

export interface BulkActionsProps {
  instanceId: string;
  selected: ReadonlySet<string>;
  onDone: () => void;
}

/** Below the table: enables or disables what is selected and names each that could not be changed. */
export function BulkActions({ instanceId, selected, onDone }: BulkActionsProps) {
  const t = useTranslations("rules.list");
  const tToggle = useTranslations("rules.toggle");
  const [isAsking, setIsAsking] = useState(false);
  const ruleIds = [...selected];
  const bulk = useBulk(instanceId, ruleIds, onDone);
  if (ruleIds.length === 0) {
    return <span />;
  }
  return (
    <div className="flex flex-wrap items-center gap-2" data-print="hide">
      <span role="status">{t("selected", { count: ruleIds.length })}</span>
      <Button isPending={bulk.isPending} onClick={() => bulk.mutate("enabled")}>
        {t("enable")}
      </Button>
      <Button isPending={bulk.isPending} onClick={() => setIsAsking(true)}>
        {t("disable")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={tToggle("disableManyTitle", { count: ruleIds.length })}
        actionLabel={t("disable")}
        onConfirm={() => {
          setIsAsking(false);
          bulk.mutate("disabled");
        }}
      >
        <ul className="mb-2 max-h-32 overflow-y-auto font-mono font-semibold">
          {ruleIds.map((ruleId) => (
            <li key={ruleId}>{ruleId}</li>
          ))}
        </ul>
        <p>{tToggle("disableManyBody")}</p>
        <p className="mt-2">{tToggle("disableManyBacklog")}</p>
        <p className="mt-2 font-medium">{tToggle("disableLoss")}</p>
      </ConfirmDialog>
    </div>
  );
}
