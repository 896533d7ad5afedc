"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { CreateDrawer } from "@/components/forms/create-drawer";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { messageTypes } from "@/lib/rocketmq/kinds";
import { CreateRocketmqTopicInput, type RocketmqInstance } from "@/lib/rocketmq/schemas";
import type { ClusterTopicActions } from "./rocketmq-actions";

const queueCountMax = 128;
const toField = (field: string) =>
  field === "name" || field === "messageType" || field === "queueCount" ? field : undefined;

export interface ClusterTopicDrawerProps {
  instance: RocketmqInstance;
  create: ClusterTopicActions["create"];
  onClose: () => void;
  onSaved: (name: string) => void;
}

export function ClusterTopicDrawer({ instance, create, onClose, onSaved }: ClusterTopicDrawerProps) {
  const t = useTranslations("rocketmq.topic");
  const message = useFieldMessage();
  const form = useForm({
    resolver: zodResolver(CreateRocketmqTopicInput),
    defaultValues: { name: "", messageType: "NORMAL" as const, queueCount: 8 },
    mode: "onTouched",
  });
  const { errors } = form.formState;
  return (
    <CreateDrawer
      form={form}
      action={create}
      toInput={(topic) => ({ instanceId: instance.instanceId, topic })}
      toField={toField}
      title={t("form.title")}
      submitLabel={t("form.submit")}
      doneText={(topic) => t("created", { name: topic.name })}
      onClose={onClose}
      onSaved={({ name }) => onSaved(name)}
    >
      <Field label={t("form.name")} isRequired help={t("form.nameHelp")} error={message(errors.name?.message)}>
        <Input isMono autoComplete="off" spellCheck={false} {...form.register("name")} />
      </Field>
      {instance.series === "5.0" ? (
        <Field label={t("form.type")} isButton error={message(errors.messageType?.message)}>
          <Controller
            control={form.control}
            name="messageType"
            render={({ field }) => (
              <Select
                options={messageTypes.map((value) => ({ value, label: t(`messageType.${value}`) }))}
                value={field.value ?? "NORMAL"}
                onValueChange={field.onChange}
              />
            )}
          />
        </Field>
      ) : null}
      <Field label={t("form.queues")} help={t("form.queuesHelp")} error={message(errors.queueCount?.message)}>
        <Controller
          control={form.control}
          name="queueCount"
          render={({ field }) => (
            <NumberField value={field.value ?? null} onValueChange={field.onChange} min={1} max={queueCountMax} />
          )}
        />
      </Field>
    </CreateDrawer>
  );
}
