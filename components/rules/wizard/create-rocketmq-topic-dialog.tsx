"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { limits } from "@/lib/limits";
import { RocketmqTopicName } from "@/lib/names";
import { RocketmqTopic } from "@/lib/rocketmq/schemas";
import { apiRequest } from "../api-request";
import { TopicNameForm } from "./topic-name-form";

export interface CreateRocketmqTopicDialogProps {
  rocketmqInstanceId: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onCreated: (name: string) => void;
}

const queueCounts = ["1", "4", "8", "16", "32"] as const;

function CreateForm({ rocketmqInstanceId, onCreated, onOpenChange }: CreateRocketmqTopicDialogProps) {
  const t = useTranslations("rules.wizard");
  const queryClient = useQueryClient();
  const [queueCount, setQueueCount] = useState<(typeof queueCounts)[number]>("8");
  const create = useMutation({
    mutationFn: (name: string) =>
      apiRequest(`/rocketmq-instances/${encodeURIComponent(rocketmqInstanceId)}/topics`, RocketmqTopic, {
        method: "POST",
        body: { name, queueCount: Number(queueCount) },
      }),
    onSuccess: async (topic) => {
      await queryClient.invalidateQueries({ queryKey: ["rocketmq-topics", rocketmqInstanceId] });
      onCreated(topic.name);
    },
  });
  return (
    <TopicNameForm
      field="destination.topic"
      schema={RocketmqTopicName}
      length={{ min: limits.rocketmqTopicLengthMin, max: limits.rocketmqTopicLengthMax }}
      create={create}
      onCancel={() => onOpenChange(false)}
    >
      <Field label={t("queueCount")} isButton help={t("queueCountHelp")}>
        <Select
          options={queueCounts.map((count) => ({ value: count, label: count }))}
          value={queueCount}
          onValueChange={setQueueCount}
        />
      </Field>
    </TopicNameForm>
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
