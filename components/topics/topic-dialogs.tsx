"use client";

import { useTranslations } from "next-intl";
import { DeleteDialog } from "@/components/forms/delete-dialog";
import { lateComponent } from "@/components/ui/late-overlay";
import type { Topic } from "@/lib/instances/schemas";
import type { PublishDialogProps } from "./publish-dialog";
import type { TopicActions } from "./topic-actions";
import type { TopicDrawerProps } from "./topic-drawer";

const PublishDialog = lateComponent<PublishDialogProps>(async () => (await import("./publish-dialog")).PublishDialog);
const TopicDrawer = lateComponent<TopicDrawerProps>(async () => (await import("./topic-drawer")).TopicDrawer);

export type OpenedTopic = { kind: "create" } | { kind: "edit" | "delete" | "publish"; topic: Topic } | undefined;

export interface TopicDialogsProps {
  regionId: string;
  instanceId: string;
  opened: OpenedTopic;
  actions: TopicActions;
  onClose: () => void;
  onChanged: (change: "saved" | "deleted", isDone: boolean) => void;
}

export function rulesOfTopic(topic: Topic): string[] {
  return [...(topic.outboundRuleId === undefined ? [] : [topic.outboundRuleId]), ...topic.inboundRuleIds];
}

/** Everything that opens over the topic pages. */
export function TopicDialogs(props: TopicDialogsProps) {
  const t = useTranslations("topics");
  const { regionId, instanceId, opened, actions, onClose, onChanged } = props;
  if (opened === undefined) {
    return null;
  }
  if (opened.kind === "publish") {
    return (
      <PublishDialog instanceId={instanceId} topic={opened.topic.name} publish={actions.publish} onClose={onClose} />
    );
  }
  if (opened.kind === "delete") {
    const { name } = opened.topic;
    return (
      <DeleteDialog
        title={t("delete.title")}
        action={actions.remove}
        input={{ instanceId, name }}
        doneText={t("deleted", { name })}
        dependents={{ regionId, instanceId, ruleIds: rulesOfTopic(opened.topic), blockedText: t("delete.blocked") }}
        onClose={onClose}
        onDeleted={() => onChanged("deleted", true)}
      >
        {t.rich("delete.body", { name, b: (text) => <b className="wrap-anywhere">{text}</b> })}
      </DeleteDialog>
    );
  }
  return (
    <TopicDrawer
      instanceId={instanceId}
      topic={opened.kind === "edit" ? opened.topic : undefined}
      actions={actions}
      onClose={onClose}
      onSaved={(_, isDone) => onChanged("saved", isDone)}
    />
  );
}
