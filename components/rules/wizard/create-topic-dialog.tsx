"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Counter, Field } from "@/components/ui/field";
import { InlineMessage } from "@/components/ui/inline-message";
import { Input } from "@/components/ui/input";
import { Topic } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import { ParentTopicName } from "@/lib/names";
import { apiRequest } from "../api-request";
import { useApiErrorText } from "../use-api-error-text";
import { ruleIssue } from "./rule-issue";

export interface CreateTopicDialogProps {
  instanceId: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onCreated: (name: string) => void;
}

function CreateTopicForm({ instanceId, onCreated, onOpenChange }: CreateTopicDialogProps) {
  const t = useTranslations("rules.wizard");
  const tCommon = useTranslations("common");
  const errorText = useApiErrorText();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [problem, setProblem] = useState<string>();
  const create = useMutation({
    mutationFn: () =>
      apiRequest(`/instances/${encodeURIComponent(instanceId)}/topics`, Topic, {
        method: "POST",
        body: { name, description },
      }),
    onSuccess: async (topic) => {
      await queryClient.invalidateQueries({ queryKey: ["topics", instanceId] });
      onCreated(topic.name);
    },
  });
  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    // The dialog is a React child of the wizard's form.
    event.stopPropagation();
    const parsed = ParentTopicName.safeParse(name);
    const issue = parsed.success ? undefined : parsed.error.issues[0];
    setProblem(
      issue === undefined
        ? undefined
        : t(`issue.${ruleIssue("source.topic", issue.code, name)}`, {
            min: limits.parentTopicLengthMin,
            max: limits.parentTopicLengthMax,
          }),
    );
    if (issue === undefined && !create.isPending) {
      create.mutate();
    }
  }
  return (
    <form onSubmit={handleSubmit} noValidate className="flex flex-col gap-4 pb-6">
      <Field
        label={t("topicName")}
        isRequired
        help={t("topicNameHelp", { min: limits.parentTopicLengthMin, max: limits.parentTopicLengthMax })}
        error={problem}
        aside={<Counter length={name.length} lengthMax={limits.parentTopicLengthMax} />}
      >
        <Input isMono value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
      </Field>
      <Field
        label={t("description")}
        aside={<Counter length={description.length} lengthMax={limits.descriptionLengthMax} />}
      >
        <Input
          value={description}
          maxLength={limits.descriptionLengthMax}
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
      {create.isError ? <InlineMessage tone="error">{errorText(create.error)}</InlineMessage> : null}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" isPending={create.isPending}>
          {t("createTopic")}
        </Button>
        <Button onClick={() => onOpenChange(false)}>{tCommon("cancel")}</Button>
      </div>
    </form>
  );
}

/** Creates a parent topic of the MQTT instance without leaving the wizard. */
export function CreateTopicDialog(props: CreateTopicDialogProps) {
  const t = useTranslations("rules.wizard");
  return (
    <Dialog isOpen={props.isOpen} onOpenChange={props.onOpenChange} title={t("createTopicTitle")}>
      <CreateTopicForm {...props} />
    </Dialog>
  );
}
