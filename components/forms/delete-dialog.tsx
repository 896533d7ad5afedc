"use client";

import type { ReactNode } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { InlineMessage } from "@/components/ui/inline-message";
import { toast } from "@/components/ui/toast";
import type { Action } from "./action";
import { ProblemText } from "./problem-text";
import { RuleLinks, type RuleLinksProps } from "./rule-links";
import { useAction } from "./use-action";

export interface DeleteDialogProps<Input> {
  title: string;
  children: ReactNode;
  action: Action<Input, null>;
  input: Input;
  /** Toast after. */
  doneText: string;
  /** Rules that stand in the way; with any, it cannot be confirmed. */
  dependents?: RuleLinksProps & { blockedText: string };
  /** Anything else that stands in the way, with what to show of it. */
  obstacle?: { text: string; details?: ReactNode } | undefined;
  typeToConfirm?: string;
  onClose: () => void;
  onDeleted: () => void;
}

/** Deletes one thing; names what depends on it first. */
export function DeleteDialog<Input>(props: DeleteDialogProps<Input>) {
  const { run, isPending, problem } = useAction(props.action);
  const { dependents, obstacle } = props;
  const isBlocked = dependents !== undefined && dependents.ruleIds.length > 0;
  async function handleConfirm() {
    const result = await run(props.input);
    if (result?.ok === true) {
      toast.success(props.doneText);
      props.onDeleted();
    }
  }
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) {
          props.onClose();
        }
      }}
      title={props.title}
      actionLabel={props.title}
      isPending={isPending}
      onConfirm={handleConfirm}
      typeToConfirm={props.typeToConfirm}
      error={problem === undefined ? undefined : <ProblemText problem={problem} />}
      disabledReason={isBlocked ? dependents.blockedText : obstacle?.text}
    >
      {props.children}
      {isBlocked ? (
        <InlineMessage tone="warning" className="mt-3" title={dependents.blockedText}>
          <RuleLinks {...dependents} />
        </InlineMessage>
      ) : null}
      {obstacle === undefined ? null : (
        <InlineMessage tone="warning" className="mt-3">
          {obstacle.text}
          {obstacle.details}
        </InlineMessage>
      )}
    </ConfirmDialog>
  );
}
