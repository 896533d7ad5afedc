"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemText } from "@/components/forms/problem-text";
import { RuleLinks } from "@/components/forms/rule-links";
import { useAction } from "@/components/forms/use-action";
import { listRulesQuery } from "@/components/rules/rule-queries";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { InlineMessage } from "@/components/ui/inline-message";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toast";
import type { Instance } from "@/lib/instances/schemas";
import { paths } from "@/lib/view/paths";
import type { InstanceActions } from "./instance-drawer";

const firstRules = { page: 1, pageSize: 20, q: "", type: "", status: "", state: "", sort: "" };

export interface DeleteInstanceDialogProps {
  instance: Instance;
  remove: InstanceActions["remove"];
  onClose: () => void;
  onDeleted: () => void;
}

/** The first rules by name, and the way to all of them. */
function Dependents({ instance }: { instance: Instance }) {
  const t = useTranslations("instances");
  const { regionId, instanceId } = instance;
  const { data } = useQuery(listRulesQuery(instanceId, firstRules));
  return (
    <>
      <RuleLinks regionId={regionId} instanceId={instanceId} ruleIds={data?.items.map(({ ruleId }) => ruleId) ?? []} />
      <Link href={paths.rules(regionId, instanceId)}>{t("delete.showRules")}</Link>
    </>
  );
}

/** Dependents first: with rules it cannot be done; without, the ID must be typed. */
export function DeleteInstanceDialog({ instance, remove, onClose, onDeleted }: DeleteInstanceDialogProps) {
  const t = useTranslations("instances");
  const { run, isPending, problem } = useAction(remove);
  const isBlocked = instance.ruleCount > 0;
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
      onOpenChange={(isOpen) => {
        if (!isOpen) {
          onClose();
        }
      }}
      title={t("delete.title")}
      actionLabel={t("delete.title")}
      typeToConfirm={instance.instanceId}
      isPending={isPending}
      onConfirm={handleConfirm}
      error={problem === undefined ? undefined : <ProblemText problem={problem} />}
      disabledReason={isBlocked ? t("delete.blocked", { count: instance.ruleCount }) : undefined}
    >
      <p>
        {t.rich("delete.body", {
          name: instance.name,
          id: instance.instanceId,
          topics: instance.topicCount,
          groups: instance.groupCount,
          b: (text) => <b className="break-all">{text}</b>,
        })}
      </p>
      {isBlocked ? (
        <InlineMessage tone="warning" className="mt-3">
          {t("delete.blocked", { count: instance.ruleCount })}
          <Dependents instance={instance} />
        </InlineMessage>
      ) : null}
    </ConfirmDialog>
  );
}
