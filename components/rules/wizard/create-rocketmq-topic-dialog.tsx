"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Counter, Field } from "@/components/ui/field";
import { InlineMessage } from "@/components/ui/inline-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { limits } from "@/lib/limits";
import { RocketmqTopicName } from "@/lib/names";
import { RocketmqTopic } from "@/lib/rocketmq/schemas";
import { apiRequest } from "../api-request";
import { useApiErrorText } from "../use-api-error-text";
import { ruleIssue } from "./rule-issue";

export interface CreateRocketmqTopicDialogProps {
  rocketmqInstanceId: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onCreated: (name: string) => void;
}

const queueCounts = ["1", "4", "8", "16", "32"] as const;

function useCreateTopic({ rocketmqInstanceId, onCreated }: CreateRocketmqTopicDialogProps) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; queueCount: number }) =>
      apiRequest(`/rocketmq-instances/${encodeURIComponent(rocketmqInstanceId)}/topics`, RocketmqTopic, {
        method: "POST",
        body,
      }),
    onSuccess: async (topic) => {
      await queryClient.invalidateQueries({ queryKey: ["rocketmq-topics", rocketmqInstanceId] });
      onCreated(topic.name);
    },
  });
}

function CreateForm(props: CreateRocketmqTopicDialogProps) {
  const t = useTranslations("rules.wizard");
  const tCommon = useTranslations("common");
  const errorText = useApiErrorText();
  const [name, setName] = useState("");
  const [queueCount, setQueueCount] = useState<(typeof queueCounts)[number]>("8");
  const [problem, setProblem] = useState<string>();
  const create = useCreateTopic(props);
  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    // The dialog is a React child of the wizard's form.
    event.stopPropagation();
    const parsed = RocketmqTopicName.safeParse(name);
    const issue = parsed.success ? undefined : parsed.error.issues[0];
    const range = { min: limits.rocketmqTopicLengthMin, max: limits.rocketmqTopicLengthMax };
    setProblem(issue === undefined ? undefined : t(`issue.${ruleIssue("destination.topic", issue.code, name)}`, range));
    if (issue === undefined && !create.isPending) {
      create.mutate({ name, queueCount: Number(queueCount) });
    }
  }
  return (
    <form onSubmit={handleSubmit} noValidate className="flex flex-col gap-4 pb-6">
      <Field
        label={t("topicName")}
        isRequired
        help={t("topicNameHelp", { min: limits.rocketmqTopicLengthMin, max: limits.rocketmqTopicLengthMax })}
        error={problem}
        aside={<Counter length={name.length} lengthMax={limits.rocketmqTopicLengthMax} />}
      >
        <Input isMono value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
      </Field>
      <Field label={t("queueCount")} isButton help={t("queueCountHelp")}>
        <Select
          options={queueCounts.map((count) => ({ value: count, label: count }))}
          value={queueCount}
          onValueChange={setQueueCount}
        />
      </Field>
      {create.isError ? <InlineMessage tone="error">{errorText(create.error)}</InlineMessage> : null}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" isPending={create.isPending}>
          {t("createTopic")}
        </Button>
        <Button onClick={() => props.onOpenChange(false)}>{tCommon("cancel")}</Button>
      </div>
    </form>
  );
}

/** Creates a topic on the RocketMQ cluster itself without leaving the wizard. */
export function CreateRocketmqTopicDialog(props: CreateRocketmqTopicDialogProps) {
  const t = useTranslations("rules.wizard");
  return (
    <Dialog isOpen={props.isOpen} onOpenChange={props.onOpenChange} title={t("createRocketmqTopicTitle")}>
      <CreateForm {...props} />
    </Dialog>
  );
}
