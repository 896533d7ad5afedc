"use client";

import { useTranslations } from "next-intl";
import { DeleteDialog } from "@/components/forms/delete-dialog";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import type { RocketmqActions } from "./rocketmq-actions";

export interface DeleteRocketmqDialogProps {
  instance: RocketmqInstance;
  remove: RocketmqActions["remove"];
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteRocketmqDialog({ instance, remove, onClose, onDeleted }: DeleteRocketmqDialogProps) {
  const t = useTranslations("rocketmq");
  const { instanceId, name, ruleCount } = instance;
  return (
    <DeleteDialog
      title={t("delete.title")}
      action={remove}
      input={{ instanceId }}
      doneText={t("deleted", { name })}
      typeToConfirm={instanceId}
      obstacle={ruleCount > 0 ? { text: t("delete.blocked", { count: ruleCount }) } : undefined}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      <p>{t.rich("delete.body", { name, id: instanceId, b: (text) => <b className="wrap-anywhere">{text}</b> })}</p>
    </DeleteDialog>
  );
}
