"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Rule, type RuleStatus } from "@/lib/rules/schemas";
import { apiRequest } from "./api-request";
import { ruleKeys } from "./rule-queries";
import { useApiErrorText } from "./use-api-error-text";

export function setRuleStatus(ruleId: string, status: RuleStatus): Promise<Rule> {
  const verb = status === "enabled" ? "enable" : "disable";
  return apiRequest(`/rules/${encodeURIComponent(ruleId)}/${verb}`, Rule, { method: "POST" });
}

/** Enables or disables at once in the view; takes it back with the reason when the server refuses. */
export function useRuleToggle(rule: Rule) {
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

  return useMutation({
    mutationFn: (status: RuleStatus) => setRuleStatus(rule.ruleId, status),
    onMutate: async (status) => {
      await queryClient.cancelQueries({ queryKey: listKey });
      await queryClient.cancelQueries({ queryKey: ruleKeys.one(rule.ruleId) });
      write((before) => ({ ...before, status }));
    },
    onError: (error) => {
      write((before) => ({ ...before, status: rule.status }));
      toast.error(t("failed", { ruleId: rule.ruleId }), errorText(error));
    },
    onSuccess: (saved) => {
      write(() => saved);
      toast.success(t(saved.status === "enabled" ? "enabledToast" : "disabledToast", { ruleId: saved.ruleId }));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: listKey }),
  });
}
