"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { InlineMessage } from "@/components/ui/inline-message";
import { toast } from "@/components/ui/toast";
import { fieldChanges } from "@/lib/rules/field-changes";
import { Rule } from "@/lib/rules/schemas";
import type { RuleVersion } from "@/lib/rules/versions";
import { ApiRequestError, apiRequest } from "../api-request";
import { ChangeTable } from "../change-table";
import { ruleKeys } from "../rule-queries";
import { useApiErrorText } from "../use-api-error-text";

interface RestoreDialogProps {
  rule: Rule;
  version: RuleVersion;
  onClose: () => void;
}

function useRestore({ rule, version, onClose }: RestoreDialogProps) {
  const t = useTranslations("versions");
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (shouldMove: boolean) =>
      apiRequest(`/rules/${encodeURIComponent(rule.ruleId)}/versions/${version.version}/restore`, Rule, {
        method: "POST",
        body: { version: rule.version, ...(shouldMove && { backlog: "move" }) },
      }),
    onSuccess: async (saved) => {
      queryClient.setQueryData(ruleKeys.one(saved.ruleId), saved);
      onClose();
      toast.success(t("restored", { ruleId: saved.ruleId, version: version.version }));
      await queryClient.invalidateQueries({ queryKey: ruleKeys.list(saved.instanceId) });
    },
    onError: async (error) => {
      if (error instanceof ApiRequestError && error.code === "VERSION_CONFLICT") {
        await queryClient.invalidateQueries({ queryKey: ruleKeys.one(rule.ruleId) });
      }
    },
  });
}

/** Shows field by field what restoring changes, then restores; a refusal stays in place with its reason. */
export function RestoreDialog(props: RestoreDialogProps) {
  const { rule, version, onClose } = props;
  const t = useTranslations("versions");
  const errorText = useApiErrorText();
  const [shouldMove, setShouldMove] = useState(false);
  const restore = useRestore(props);
  const hasBacklog = restore.error instanceof ApiRequestError && restore.error.code === "BACKLOG_NOT_EMPTY";
  const changes = fieldChanges(
    {
      description: rule.description,
      status: rule.status,
      type: rule.type,
      source: rule.source,
      destination: rule.destination,
    },
    version.settings,
  );
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("restoreTitle", { version: version.version })}
      actionLabel={t("restoreAction")}
      isDestructive={false}
      isPending={restore.isPending}
      disabledReason={changes.length === 0 ? t("noDifference") : undefined}
      {...(restore.error !== null ? { error: errorText(restore.error) } : {})}
      onConfirm={() => restore.mutate(shouldMove)}
    >
      <p className="mb-2">
        {t.rich("restoreBody", {
          ruleId: rule.ruleId,
          version: version.version,
          b: (text) => <b className="font-mono wrap-anywhere">{text}</b>,
        })}
      </p>
      {changes.length === 0 ? (
        <InlineMessage>{t("noDifference")}</InlineMessage>
      ) : (
        <ChangeTable changes={changes} caption={t("diffCaption")} />
      )}
      {hasBacklog ? (
        <InlineMessage tone="warning" title={t("backlogTitle")} className="mt-3">
          <Checkbox isChecked={shouldMove} onCheckedChange={setShouldMove} className="mt-1">
            {t("backlogCheck")}
          </Checkbox>
        </InlineMessage>
      ) : null}
    </ConfirmDialog>
  );
}
