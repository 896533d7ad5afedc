"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { InlineMessage } from "@/components/ui/inline-message";
import { toast } from "@/components/ui/toast";
import type { Rule } from "@/lib/rules/schemas";
import { ApiRequestError, apiRequest } from "./api-request";
import { fetchRuleMetrics, ruleKeys } from "./rule-queries";
import { useApiErrorText } from "./use-api-error-text";

export interface DeleteRuleDialogProps {
  rule: Rule;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onDeleted?: () => void;
}

/** The deletion was refused because messages wait: how many, and whether they may go too. */
function BacklogChoice(props: { ruleId: string; isChecked: boolean; onCheckedChange: (isChecked: boolean) => void }) {
  const t = useTranslations("rules.remove");
  const metrics = useQuery({
    queryKey: [...ruleKeys.metrics(props.ruleId), "backlog"],
    queryFn: ({ signal }) => fetchRuleMetrics(props.ruleId, {}, signal),
    refetchInterval: 2_000,
  });
  return (
    <InlineMessage tone="warning" title={t("backlogTitle")} className="mt-3">
      <p>{t("backlogBody")}</p>
      <Checkbox isChecked={props.isChecked} onCheckedChange={props.onCheckedChange} className="mt-2">
        {t("backlogCheck", { count: metrics.data?.backlog ?? 0 })}
      </Checkbox>
    </InlineMessage>
  );
}

function useDelete({ rule, onOpenChange, onDeleted }: DeleteRuleDialogProps) {
  const t = useTranslations("rules.remove");
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (shouldDiscard: boolean) =>
      apiRequest(
        `/rules/${encodeURIComponent(rule.ruleId)}${shouldDiscard ? "?discardBacklog=true" : ""}`,
        z.unknown(),
        { method: "DELETE" },
      ),
    onSuccess: async () => {
      onOpenChange(false);
      toast.success(t("done", { ruleId: rule.ruleId }));
      onDeleted?.();
      await queryClient.invalidateQueries({ queryKey: ruleKeys.list(rule.instanceId) });
      await queryClient.invalidateQueries({ queryKey: ["topics", rule.instanceId] });
    },
  });
}

export function DeleteRuleDialog(props: DeleteRuleDialogProps) {
  const { rule, isOpen, onOpenChange } = props;
  const t = useTranslations("rules.remove");
  const errorText = useApiErrorText();
  const [shouldDiscard, setShouldDiscard] = useState(false);
  const remove = useDelete(props);
  const hasBacklog = remove.error instanceof ApiRequestError && remove.error.code === "BACKLOG_NOT_EMPTY";
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={(next) => {
        if (!next) {
          remove.reset();
          setShouldDiscard(false);
        }
        onOpenChange(next);
      }}
      title={t("title")}
      actionLabel={t("action")}
      typeToConfirm={rule.ruleId}
      isPending={remove.isPending}
      {...(remove.error !== null && !hasBacklog ? { error: errorText(remove.error) } : {})}
      onConfirm={() => remove.mutate(shouldDiscard)}
    >
      <p>
        {t.rich("body", {
          ruleId: rule.ruleId,
          source: rule.source.topic ?? rule.source.groupId ?? "",
          destination: rule.destination.topic ?? "",
          b: (text) => <b className="font-mono wrap-anywhere">{text}</b>,
        })}
      </p>
      {hasBacklog ? (
        <BacklogChoice ruleId={rule.ruleId} isChecked={shouldDiscard} onCheckedChange={setShouldDiscard} />
      ) : null}
    </ConfirmDialog>
  );
}
