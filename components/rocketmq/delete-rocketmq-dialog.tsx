"use client";

import { useTranslations } from "next-intl";
import { ProblemText } from "@/components/forms/problem-text";
import { useAction } from "@/components/forms/use-action";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { InlineMessage } from "@/components/ui/inline-message";
import { toast } from "@/components/ui/toast";
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
  const { run, isPending, problem } = useAction(remove);
  const blockedText = instance.ruleCount > 0 ? t("delete.blocked", { count: instance.ruleCount }) : undefined;
  async function handleConfirm() {
    const result = await run({ instanceId: instance.instanceId });
    if (result?.ok === true) {
      toast.success(t("deleted", { name: instance.name }));
      onDeleted();
    }
  }
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("delete.title")}
      actionLabel={t("delete.title")}
      typeToConfirm={instance.instanceId}
      isPending={isPending}
      onConfirm={handleConfirm}
      error={problem === undefined ? undefined : <ProblemText problem={problem} />}
      disabledReason={blockedText}
    >
      <p>
        {t.rich("delete.body", {
          name: instance.name,
          id: instance.instanceId,
          b: (text) => <b className="break-all">{text}</b>,
        })}
      </p>
      {blockedText === undefined ? null : (
        <InlineMessage tone="warning" className="mt-3">
          {blockedText}
        </InlineMessage>
      )}
    </ConfirmDialog>
  );
}
