"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { applyFieldErrors } from "@/components/forms/apply-field-errors";
import { FormProblem } from "@/components/forms/form-problem";
import { useAction } from "@/components/forms/use-action";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { PublishInput } from "@/lib/instances/schemas";
import type { TopicActions } from "./topic-actions";

const Values = z.object({
  topic: PublishInput.shape.topic,
  payload: z.string().max(1024 * 1024),
  qos: z.enum(["0", "1", "2"]),
});

const qosOf = { "0": 0, "1": 1, "2": 2 } as const;
const toField = (field: string) => (field === "topic" || field === "payload" || field === "qos" ? field : undefined);

export interface PublishDialogProps {
  instanceId: string;
  topic: string;
  publish: TopicActions["publish"];
  onClose: () => void;
}

/** Stays open after publishing, so that several messages can follow each other. */
export function PublishDialog({ instanceId, topic, publish, onClose }: PublishDialogProps) {
  const t = useTranslations("topics.publish");
  const tCommon = useTranslations("common");
  const message = useFieldMessage();
  const formId = useId();
  const { run, isPending, problem } = useAction(publish);
  const form = useForm({
    resolver: zodResolver(Values),
    defaultValues: { topic, payload: '{"temperature": 21.5}', qos: "1" as const },
    mode: "onTouched",
  });
  const { errors } = form.formState;
  const handleSubmit = form.handleSubmit(async (values) => {
    const input: PublishInput = { ...values, qos: qosOf[values.qos], encoding: "utf8" };
    const result = await run({ instanceId, message: input });
    if (result?.ok === true) {
      const { topic: sentTo, payloadBytes, qos } = result.data;
      toast.success(t("published", { topic: sentTo }), t("publishedSize", { bytes: payloadBytes, qos }));
    } else if (result !== undefined) {
      applyFieldErrors(result.error.fields, form.setError, toField);
    }
  });
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title")}
      description={t("body")}
      footer={
        <>
          <Button type="submit" form={formId} variant="primary" isPending={isPending}>
            {t("submit")}
          </Button>
          <Button onClick={onClose}>{tCommon("close")}</Button>
        </>
      }
    >
      <form id={formId} onSubmit={handleSubmit} noValidate className="flex flex-col gap-4">
        <Field label={t("topic")} isRequired help={t("topicHelp")} error={message(errors.topic?.message)}>
          <Input isMono spellCheck={false} autoComplete="off" {...form.register("topic")} />
        </Field>
        <Field label={t("payload")} error={message(errors.payload?.message)}>
          <Textarea isMono rows={5} spellCheck={false} {...form.register("payload")} />
        </Field>
        <Field label={t("qos")} isButton>
          <Controller
            control={form.control}
            name="qos"
            render={({ field }) => (
              <Select
                options={(["0", "1", "2"] as const).map((value) => ({ value, label: t(`qos${value}`) }))}
                value={field.value}
                onValueChange={field.onChange}
              />
            )}
          />
        </Field>
        <FormProblem problem={problem} />
      </form>
    </Dialog>
  );
}
