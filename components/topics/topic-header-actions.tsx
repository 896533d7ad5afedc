"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { Topic } from "@/lib/instances/schemas";
import { paths } from "@/lib/view/paths";
import type { TopicActions } from "./topic-actions";
import { type OpenedTopic, TopicDialogs } from "./topic-dialogs";

export interface TopicHeaderActionsProps {
  regionId: string;
  instanceId: string;
  topic: Topic;
  actions: TopicActions;
}

export function TopicHeaderActions({ regionId, instanceId, topic, actions }: TopicHeaderActionsProps) {
  const t = useTranslations("topics.action");
  const tTraces = useTranslations("traces");
  const router = useRouter();
  const [opened, setOpened] = useState<OpenedTopic>();
  return (
    <>
      <Button variant="primary" onClick={() => setOpened({ kind: "publish", topic })}>
        {t("publish")}
      </Button>
      <ButtonLink href={paths.tracing(regionId, instanceId, { parentTopic: topic.name })}>
        {tTraces("title")}
      </ButtonLink>
      <Button onClick={() => setOpened({ kind: "edit", topic })}>{t("edit")}</Button>
      <Button onClick={() => setOpened({ kind: "delete", topic })}>{t("delete")}</Button>
      <TopicDialogs
        regionId={regionId}
        instanceId={instanceId}
        opened={opened}
        actions={actions}
        onClose={() => setOpened(undefined)}
        onChanged={(change) => {
          setOpened(undefined);
          if (change === "deleted") {
            router.push(paths.topics(regionId, instanceId));
          } else {
            router.refresh();
          }
        }}
      />
    </>
  );
}
