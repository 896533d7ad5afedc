"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Counter, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Topic } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import { ParentTopicName } from "@/lib/names";
import { apiRequest } from "../api-request";
import { TopicNameForm } from "./topic-name-form";

export interface CreateTopicDialogProps {
  instanceId: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onCreated: (name: string) => void;
}

function CreateForm({ instanceId, onCreated, onOpenChange }: CreateTopicDialogProps) {
  const t = useTranslations("rules.wizard");
  const queryClient = useQueryClient();
  const [description, setDescription] = useState("");
  const create = useMutation({
    mutationFn: (name: string) =>
      apiRequest(`/instances/${encodeURIComponent(instanceId)}/topics`, Topic, {
        method: "POST",
        body: { name, description },
      }),
    onSuccess: async (topic) => {
      await queryClient.invalidateQueries({ queryKey: ["topics", instanceId] });
      onCreated(topic.name);
    },
  });
  return (
    <TopicNameForm
      field="source.topic"
      schema={ParentTopicName}
      length={{ min: limits.parentTopicLengthMin, max: limits.parentTopicLengthMax }}
      create={create}
      onCancel={() => onOpenChange(false)}
    >
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
    </TopicNameForm>
  );
}

/** Creates a parent topic of the MQTT instance without leaving the wizard. */
export function CreateTopicDialog(props: CreateTopicDialogProps) {
  const t = useTranslations("rules.wizard");
  return (
    <Dialog isOpen={props.isOpen} onOpenChange={props.onOpenChange} title={t("createTopicTitle")}>
      <CreateForm {...props} />
    </Dialog>
  );
}
