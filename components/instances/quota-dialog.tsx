"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FormProblem } from "@/components/forms/form-problem";
import { useAction } from "@/components/forms/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { toast } from "@/components/ui/toast";
import type { Instance } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import type { InstanceActions } from "./instance-drawer";

export interface QuotaDialogProps {
  instance: Instance;
  update: InstanceActions["update"];
  onClose: () => void;
  onSaved: () => void;
}

export function QuotaDialog({ instance, update, onClose, onSaved }: QuotaDialogProps) {
  const t = useTranslations("instances.quota");
  const tCommon = useTranslations("common");
  const formId = useId();
  const [ruleQuota, setRuleQuota] = useState<number | null>(instance.ruleQuota);
  const [topicQuota, setTopicQuota] = useState<number | null>(instance.topicQuota);
  const [refuseUnknownTopics, setRefuseUnknownTopics] = useState(instance.refuseUnknownTopics);
  const { run, isPending, problem } = useAction(update);
  async function handleSubmit(event: FormEvent) {
    event.preventDefault();
    if (ruleQuota === null || topicQuota === null) {
      return;
    }
    const changes = {
      ruleQuota,
      topicQuota,
      version: instance.version,
      ...(instance.broker === "embedded" ? { refuseUnknownTopics } : {}),
    };
    const result = await run({ instanceId: instance.instanceId, changes });
    if (result?.ok === true) {
      toast.success(t("saved", { name: instance.name }));
      onSaved();
    }
  }
  const errorOf = (value: number | null) => (value === null ? { error: tCommon("enterDigits") } : {});
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title", { name: instance.name })}
      footer={
        <>
          <Button type="submit" form={formId} variant="primary" isPending={isPending}>
            {t("submit")}
          </Button>
          <Button onClick={onClose}>{tCommon("cancel")}</Button>
        </>
      }
    >
      <form id={formId} onSubmit={handleSubmit} noValidate className="flex flex-col gap-4">
        <Field label={t("rules")} help={t("help")} {...errorOf(ruleQuota)}>
          <NumberField value={ruleQuota} onValueChange={setRuleQuota} min={instance.ruleCount} max={limits.quotaMax} />
        </Field>
        <Field label={t("topics")} {...errorOf(topicQuota)}>
          <NumberField
            value={topicQuota}
            onValueChange={setTopicQuota}
            min={instance.topicCount}
            max={limits.quotaMax}
          />
        </Field>
        {instance.broker === "embedded" ? (
          <Checkbox isChecked={refuseUnknownTopics} onCheckedChange={setRefuseUnknownTopics}>
            {t("refuse")}
          </Checkbox>
        ) : null}
        <FormProblem problem={problem} />
      </form>
    </Dialog>
  );
}
