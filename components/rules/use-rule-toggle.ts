"use client";

import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import type { Rule, RuleStatus } from "@/lib/rules/schemas";
import { apiAnswer } from "./api-request";
import { ruleKeys } from "./rule-queries";
import { useApiErrorText } from "./use-api-error-text";

export function setRuleStatus(ruleId: string, status: RuleStatus): Promise<Rule> {
  const verb = status === "enabled" ? "enable" : "disable";
  return apiAnswer(`/rules/${encodeURIComponent(ruleId)}/${verb}`, "rule", { method: "POST" });
}

const opposite = { enabled: "disabled", disabled: "enabled" } as const satisfies Record<RuleStatus, RuleStatus>;

interface Change {
  status: RuleStatus;
  isUndo?: boolean;
}

/** Enables or disables at once in the view; takes it back with the reason when the server refuses. */
export function useRuleToggle(rule: Rule): UseMutationResult<Rule, Error, Change> {
  const t = useTranslations("rules.toggle");
  const queryClient = useQueryClient();
  const errorText = useApiErrorText();
  const listKey = ruleKeys.list(rule.instanceId);

  function write(next: (before: Rule) => Rule): void {
    queryClient.setQueryData<Rule>(ruleKeys.one(rule.ruleId), (before) =>
      before === undefined ? before : next(before),
    );
    queryClient.setQueriesData<{ items: Rule[] }>({ queryKey: listKey }, (page) =>
      page === undefined
        ? page
        : { ...page, items: page.items.map((item) => (item.ruleId === rule.ruleId ? next(item) : item)) },
    );
  }

  /** A rule that is enabled again has missed what was published meanwhile; that cannot be taken back and is said. */
  function announce({ status, ruleId }: Rule, isUndo: boolean): void {
    const title = t(status === "enabled" ? "enabledToast" : "disabledToast", { ruleId });
    if (isUndo) {
      toast.success(title, status === "enabled" ? t("disableLossPast") : undefined);
    } else {
      toast.success(title, undefined, () => toggle.mutate({ status: opposite[status], isUndo: true }));
    }
  }

  const toggle: UseMutationResult<Rule, Error, Change> = useMutation<Rule, Error, Change>({
    mutationFn: ({ status }) => setRuleStatus(rule.ruleId, status),
    onMutate: async ({ status }) => {
      await queryClient.cancelQueries({ queryKey: listKey });
      await queryClient.cancelQueries({ queryKey: ruleKeys.one(rule.ruleId) });
      write((before) => ({ ...before, status }));
    },
    onError: (error, { status }) => {
      write((before) => ({ ...before, status: opposite[status] }));
      toast.error(t("failed", { ruleId: rule.ruleId }), errorText(error));
    },
    onSuccess: (saved, { isUndo = false }) => {
      write(() => saved);
      announce(saved, isUndo);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: listKey }),
  });
  return toggle;
}
