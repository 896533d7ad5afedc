"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DeleteDialog } from "@/components/forms/delete-dialog";
import { RuleLinks } from "@/components/forms/rule-links";
import { listRulesQuery } from "@/components/rules/rule-queries";
import { Link } from "@/components/ui/link";
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
  const { instanceId, name, ruleCount } = instance;
  return (
    <DeleteDialog
      title={t("delete.title")}
      action={remove}
      input={{ instanceId }}
      doneText={t("deleted", { name })}
      typeToConfirm={instanceId}
      obstacle={
        ruleCount > 0
          ? { text: t("delete.blocked", { count: ruleCount }), details: <Dependents instance={instance} /> }
          : undefined
      }
      onClose={onClose}
      onDeleted={onDeleted}
    >
      <p>
        {t.rich("delete.body", {
          name,
          id: instanceId,
          topics: instance.topicCount,
          groups: instance.groupCount,
          b: (text) => <b className="wrap-anywhere">{text}</b>,
        })}
      </p>
    </DeleteDialog>
  );
}
