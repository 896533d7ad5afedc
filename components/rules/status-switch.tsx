"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useLiveRule } from "@/components/live/use-live";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Switch } from "@/components/ui/switch";
import type { Rule } from "@/lib/rules/schemas";
import { useRuleToggle } from "./use-rule-toggle";

/** What disabling does, in the words of the delivery contract. */
export function DisableConsequences({ ruleId }: { ruleId: string }) {
  const t = useTranslations("rules.toggle");
  const backlog = useLiveRule(ruleId)?.backlog ?? 0;
  return (
    <>
      <p>{t.rich("disableBody", { ruleId, b: (text) => <b className="font-mono wrap-anywhere">{text}</b> })}</p>
      <p className="mt-2">{t("disableBacklog", { count: backlog })}</p>
      <p className="mt-2 font-medium">{t("disableLoss")}</p>
    </>
  );
}

/** What a person wants of the rule. Enabling is at once; disabling asks first. */
export function StatusSwitch({ rule, size = "s" }: { rule: Rule; size?: "s" | "m" }) {
  const t = useTranslations("rules.toggle");
  const [isAsking, setIsAsking] = useState(false);
  const toggle = useRuleToggle(rule);
  return (
    <>
      <Switch
        size={size}
        isOn={rule.status === "enabled"}
        isPending={toggle.isPending}
        label={t("label", { ruleId: rule.ruleId })}
        onToggle={(isOn) => {
          if (isOn) {
            toggle.mutate({ status: "enabled" });
          } else {
            setIsAsking(true);
          }
        }}
      />
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={t("disableTitle")}
        actionLabel={t("disableAction")}
        onConfirm={() => {
          setIsAsking(false);
          toggle.mutate({ status: "disabled" });
        }}
      >
        <DisableConsequences ruleId={rule.ruleId} />
      </ConfirmDialog>
    </>
  );
}
