"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { InlineEdit } from "@/components/forms/inline-edit";
import type { Topic } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import type { TopicActions } from "./topic-actions";

export interface TopicDescriptionProps {
  instanceId: string;
  topic: Topic;
  update: TopicActions["update"];
}

export function TopicDescription({ instanceId, topic, update }: TopicDescriptionProps) {
  const t = useTranslations("topics.details");
  const router = useRouter();
  async function save(description: string, version: number) {
    const result = await update({ instanceId, name: topic.name, changes: { description, version } });
    if (result.ok) {
      router.refresh();
    }
    return result;
  }
  return (
    <InlineEdit
      value={topic.description}
      version={topic.version}
      label={t("description")}
      lengthMax={limits.descriptionLengthMax}
      save={save}
    >
      {topic.description === "" ? t("noDescription") : topic.description}
    </InlineEdit>
  );
}
